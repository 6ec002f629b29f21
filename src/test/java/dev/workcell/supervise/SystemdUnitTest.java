package dev.workcell.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SystemdUnitTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/service");
  private static final Path VERIFIER = Path.of("/usr/bin/systemd-analyze");

  @TempDir private Path directory;

  @Test
  void the_unit_is_what_it_was() {
    assertThat(new SystemdUnit(Startups.of(Startups.PLAIN)).text())
        .isEqualTo(golden("plain.service"));
  }

  @Test
  void specifiers_dollars_quotes_backslashes_and_spaces_of_a_path_mean_nothing_to_systemd() {
    assertThat(new SystemdUnit(Startups.of(Startups.NASTY)).text())
        .isEqualTo(golden("nasty.service"));
    assertThat(new SystemdUnit(Startups.of(Startups.ODD)).text()).isEqualTo(golden("odd.service"));
  }

  @Test
  void systemd_itself_finds_the_program_by_the_unit_whatever_its_path() throws Exception {
    assumeTrue(Files.isExecutable(VERIFIER), "systemd-analyze is not on this machine");
    for (var home : new String[] {Startups.PLAIN, Startups.ODD, Startups.NASTY}) {
      var startup = Startups.real(directory, home);
      var unit = new SystemdUnit(startup).text();
      assertThat(verified(unit)).as(unit).isEmpty();
    }
  }

  @Test
  void systemd_itself_misses_a_program_that_is_not_there() throws Exception {
    assumeTrue(Files.isExecutable(VERIFIER), "systemd-analyze is not on this machine");
    var unit = new SystemdUnit(Startups.of(directory + Startups.ODD)).text();
    assertThat(verified(unit)).contains("is not executable: No such file or directory");
  }

  @Test
  void a_unit_tells_its_build_and_whether_it_is_of_this_home() {
    for (var home : new String[] {Startups.PLAIN, Startups.ODD, Startups.NASTY}) {
      var unit = new SystemdUnit(Startups.of(home));
      assertThat(Startup.buildIn(unit.text())).isEqualTo(Optional.of("0123456789ab"));
      assertThat(SystemdUnit.isOfHome(Path.of(home), unit.text())).isTrue();
      assertThat(SystemdUnit.isOfHome(Path.of(home + "x"), unit.text())).isFalse();
    }
    assertThat(Startup.buildIn("[Service]\nExecStart=/opt/app/workcell\n")).isEmpty();
  }

  /// What systemd says against it; its own checks need a runtime directory of ours alone.
  private String verified(String unit) throws IOException, InterruptedException {
    var file = Files.writeString(directory.resolve("workcell.service"), unit);
    var runtime = directory.resolve("runtime");
    if (!Files.exists(runtime)) {
      Files.createDirectory(
          runtime,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    var said = directory.resolve("said");
    var builder =
        new ProcessBuilder(VERIFIER.toString(), "verify", "--user", "--man=no", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("XDG_RUNTIME_DIR", runtime.toString());
    var process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    var text = Files.readString(said);
    assertThat(process.exitValue() == 0).as(text).isEqualTo(text.isEmpty());
    return text;
  }

  private static String golden(String name) {
    try {
      return Files.readString(GOLDEN.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
