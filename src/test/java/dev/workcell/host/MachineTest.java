package dev.workcell.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MachineTest {
  private final Machine machine = Machine.here();
  @TempDir private Path directory;

  @Test
  void it_tells_who_and_where_we_are() throws IOException {
    assertThat(machine.host().bootId())
        .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
    assertThat(machine.host().space())
        .endsWith("/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
    assertThat(machine.host().userId())
        .isEqualTo(((Integer) Files.getAttribute(directory, "unix:uid")).longValue());
    assertThat(machine.host().environment()).isEqualTo(System.getenv());
  }

  @Test
  void free_space_is_told_where_a_path_lies_and_not_guessed_where_it_does_not() throws IOException {
    assertThat(machine.host().freeBytes(directory)).isPositive();
    assertThatThrownBy(() -> machine.host().freeBytes(directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void which_takes_the_first_that_may_be_run() throws IOException {
    var first = Files.createDirectories(directory.resolve("first")).resolve("tool");
    var second = Files.createDirectories(directory.resolve("second")).resolve("tool");
    Files.writeString(first, "");
    Files.writeString(second, "");
    Files.createDirectories(directory.resolve("third/tool"));
    assertThat(second.toFile().setExecutable(true)).isTrue();
    var path = "relative::%s/third:%s/first:%s/second".formatted(directory, directory, directory);

    assertThat(machine.host().which("tool", path)).contains(second);
    assertThat(machine.host().which(second.toString(), "")).contains(second);
    assertThat(machine.host().which(first.toString(), path)).isEmpty();
    assertThat(machine.host().which("other", path)).isEmpty();
  }

  @Test
  void up_goes_on_while_we_pause_and_now_has_whole_milliseconds() throws InterruptedException {
    var before = machine.time().up();
    machine.time().pause(Duration.ofMillis(30));

    assertThat(machine.time().up()).isGreaterThan(before);
    assertThat(machine.time().now())
        .satisfies(now -> assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MILLIS)));
    assertThat(machine.time().now()).isBetween(Instant.EPOCH, Instant.now());
  }

  @Test
  void a_machine_without_an_id_is_known_by_its_host_name() throws IOException {
    var proc = Files.createDirectories(directory.resolve("proc"));
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.createDirectories(proc.resolve("self/ns"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "boot-1\n");
    Files.writeString(proc.resolve("sys/kernel/hostname"), "box\n");
    Files.writeString(proc.resolve("self/stat"), "42 (java) S 1\n");
    Files.writeString(
        proc.resolve("self/status"), "Uid:\t1000\t1000\t1000\t1000\nSigIgn:\t0000000000000006\n");
    Files.writeString(proc.resolve("uptime"), "1408.43 2671.90\n");
    Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[4026531836]"));

    assertThat(LinuxFacts.read(directory))
        .isEqualTo(new Facts("boot-1", "box/pid:[4026531836]", 42, 1000));
    assertThat(LinuxFacts.ignoredSignals(directory)).isTrue();
    assertThat(LinuxFacts.uptime(directory).get()).isEqualTo(Duration.ofMillis(1_408_430));

    Files.createDirectories(directory.resolve("etc"));
    Files.writeString(directory.resolve("etc/machine-id"), "abc123\n");
    assertThat(LinuxFacts.read(directory).space()).isEqualTo("abc123/pid:[4026531836]");
  }
}
