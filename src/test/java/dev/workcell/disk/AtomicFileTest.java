package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AtomicFileTest {
  @TempDir Path directory;

  @Test
  void the_new_text_replaces_the_old_and_nothing_else_is_left() throws IOException {
    var file = directory.resolve("f");
    AtomicFile.write(file, "a long first text");
    AtomicFile.write(file, "second");

    assertThat(file).hasContent("second");
    assertThat(directory).isDirectoryContaining(f -> f.equals(file));
    assertThat(directory.toFile().list()).containsExactly("f");
  }

  @Test
  void a_reader_sees_the_old_text_or_the_new_one_whole() throws IOException {
    var file = directory.resolve("f");
    AtomicFile.write(file, "old");
    try (var reader = Files.newBufferedReader(file)) {
      AtomicFile.write(file, "new");
      assertThat(reader.readLine()).isEqualTo("old");
    }
    assertThat(file).hasContent("new");
  }

  @Test
  void modes_are_for_the_owner_alone() throws IOException {
    AtomicFile.write(directory.resolve("f"), "");
    AtomicFile.writeProgram(directory.resolve("p"), "");
    AtomicFile.makeDirectories(directory.resolve("d/e"));

    assertThat(mode("f")).isEqualTo("rw-------");
    assertThat(mode("p")).isEqualTo("rwx------");
    assertThat(mode("d")).isEqualTo("rwx------");
    assertThat(mode("d/e")).isEqualTo("rwx------");
  }

  @Test
  void a_file_that_cannot_take_its_name_leaves_no_temporary_one() throws IOException {
    Files.createDirectories(directory.resolve("f/in-the-way"));

    assertThatThrownBy(() -> AtomicFile.write(directory.resolve("f"), "x"))
        .isInstanceOf(IOException.class);
    assertThat(directory.toFile().list()).containsExactly("f");
  }

  @Test
  void a_new_file_never_replaces_one() throws IOException {
    Files.writeString(directory.resolve("f"), "theirs");

    assertThatThrownBy(() -> AtomicFile.writeNew(directory.resolve("f"), "ours", false))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(directory.resolve("f")).hasContent("theirs");
  }

  @Test
  void a_link_is_replaced_not_followed() throws IOException {
    Files.writeString(directory.resolve("theirs"), "theirs");
    Files.createSymbolicLink(directory.resolve("f"), directory.resolve("theirs"));

    AtomicFile.write(directory.resolve("f"), "ours");

    assertThat(directory.resolve("theirs")).hasContent("theirs");
    assertThat(Files.isSymbolicLink(directory.resolve("f"))).isFalse();
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
  }
}
