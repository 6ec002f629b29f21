package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.run.ProcessIdentity;
import dev.workcell.supervise.Cell.ExitFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WitnessFilesTest {
  private static final String EXIT = "code 3\nat 1795352669\nby agent\nsynced yes\nend\n";
  private static final String START =
      "pid 42\nstartTime 1234\nbootId b-1\nspace pid:[4026531836] m\nsynced yes\nend\n";

  @TempDir Path attempt;

  @Test
  void nothing_there_is_nothing_seen() throws IOException {
    var witness = WitnessFiles.read(attempt);

    assertThat(witness.taken()).isFalse();
    assertThat(witness.start()).isEmpty();
    assertThat(witness.exit()).isEmpty();
  }

  @Test
  void whole_files_are_read() throws IOException {
    Files.createDirectory(attempt.resolve("taken"));
    write("start", START);
    write("exit", EXIT);

    var witness = WitnessFiles.read(attempt);

    assertThat(witness.taken()).isTrue();
    assertThat(witness.start())
        .contains(new ProcessIdentity(42, "1234", "b-1", "pid:[4026531836] m"));
    assertThat(witness.exit())
        .contains(new ExitFile(3, Instant.ofEpochSecond(1795352669), false, true));
  }

  @Test
  void a_signal_and_an_unconfirmed_disk_are_told() throws IOException {
    write("exit", EXIT.replace("by agent", "by signal").replace("synced yes", "synced no"));

    var exit = WitnessFiles.read(attempt).exit().orElseThrow();

    assertThat(exit.bySignal()).isTrue();
    assertThat(exit.synced()).isFalse();
  }

  @Test
  void a_file_that_is_cut_off_anywhere_is_as_good_as_none() throws IOException {
    for (var length = 0; length < EXIT.length() - 1; length++) {
      write("exit", EXIT.substring(0, length));
      assertThat(WitnessFiles.read(attempt).exit()).as("after %d bytes", length).isEmpty();
    }
    for (var length = 0; length < START.length() - 1; length++) {
      write("start", START.substring(0, length));
      assertThat(WitnessFiles.read(attempt).start()).as("after %d bytes", length).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code x\nat 1\nend\n",
        "code 99999999999999999999\nat 1\nend\n",
        "code 4294967296\nat 1\nend\n",
        "code -1\nat 1\nend\n",
        "code 256\nat 1\nend\n",
        "code 0\nat 9223372036854775807\nend\n",
        "code 0\nat -9223372036854775808\nend\n",
        "code 0\nend\n",
        "\u0000\u0000\n",
      })
  void garbage_is_as_good_as_none(String text) throws IOException {
    write("exit", text);

    assertThat(WitnessFiles.read(attempt).exit()).isEmpty();
  }

  @Test
  void bytes_that_are_no_text_are_as_good_as_none() throws IOException {
    Files.write(attempt.resolve("exit"), new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});

    assertThat(WitnessFiles.read(attempt).exit()).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(attempt.resolve(name), text);
  }
}
