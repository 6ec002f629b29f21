package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.run.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HomeTest {
  private Path root = Path.of("/");
  private long us;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(Path.of("target"));
    root = Files.createTempDirectory(Path.of("target").toRealPath(), "home");
    us = ((Number) Files.getAttribute(root, "unix:uid")).longValue();
  }

  @AfterEach
  void close() throws IOException {
    Litter.delete(root);
  }

  @Test
  void the_environment_names_it_in_three_ways() {
    assertThat(Home.locate(Map.of("WORKCELL_HOME", "/a/../b", "HOME", "/h"))).hasToString("/b");
    assertThat(Home.locate(Map.of("XDG_STATE_HOME", "/s", "HOME", "/h")))
        .hasToString("/s/workcell");
    assertThat(Home.locate(Map.of("XDG_STATE_HOME", "relative", "HOME", "/h")))
        .hasToString("/h/.local/state/workcell");
    assertThat(Home.locate(Map.of("WORKCELL_HOME", "", "XDG_STATE_HOME", "", "HOME", "/h")))
        .hasToString("/h/.local/state/workcell");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative"})
  void without_any_of_them_it_is_refused(String home) {
    assertThatThrownBy(() -> Home.locate(Map.of("HOME", home)))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.mend()).startsWith("export WORKCELL_HOME="));
  }

  @Test
  void it_is_made_with_its_parts_for_us_alone_and_keeps_its_id() throws IOException {
    var home = Home.open(root.resolve("a/h"), us);

    assertThat(home.directory().toFile().list())
        .containsExactlyInAnyOrder(
            "app", "s", "cells", "claims", "supervisor", "worktrees", "groups", "id");
    assertThat(home.id()).matches("[0-9a-f]{8}");
    assertThat(Home.open(root.resolve("a/h"), us)).isEqualTo(home);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.directory())))
        .isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp/workcell", "/var/tmp/x/y", "/tmp"})
  void a_place_that_is_swept_is_refused_before_anything_is_made(String place) {
    var there = Files.exists(Path.of(place));

    assertThat(refused(Path.of(place)).why()).contains("which the system empties");
    assertThat(Files.exists(Path.of(place))).isEqualTo(there);
  }

  @Test
  void a_path_that_leads_to_a_swept_place_is_refused() throws IOException {
    var swept = Files.createTempDirectory(Path.of("/tmp"), "home-test");
    try {
      Files.createSymbolicLink(root.resolve("link"), swept);

      assertThat(refused(root.resolve("link/h")).why()).contains("which the system empties");
    } finally {
      Litter.delete(swept);
    }
  }

  @Test
  void a_symbolic_link_is_refused_with_the_real_path() throws IOException {
    Files.createDirectory(root.resolve("real"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));

    var refusal = refused(root.resolve("link"));

    assertThat(refusal.why()).contains("symbolic link");
    assertThat(refusal.mend()).isEqualTo("export WORKCELL_HOME=" + root.resolve("real"));
  }

  @Test
  void a_link_to_nowhere_is_refused() throws IOException {
    Files.createSymbolicLink(root.resolve("link"), root.resolve("nowhere"));

    assertThat(refused(root.resolve("link")).what()).contains("cannot hold workcells");
  }

  @Test
  void a_file_is_refused() throws IOException {
    Files.writeString(root.resolve("file"), "x");

    assertThat(refused(root.resolve("file")).why()).isEqualTo("it is not a directory");
  }

  @Test
  void a_file_on_the_way_there_is_refused() throws IOException {
    Files.writeString(root.resolve("file"), "x");

    assertThat(refused(root.resolve("file/h")).what()).contains("cannot hold workcells");
  }

  @Test
  void a_directory_of_somebody_else_is_refused() throws IOException {
    Files.createDirectory(root.resolve("h"));

    assertThatThrownBy(() -> Home.open(root.resolve("h"), us + 1))
        .isInstanceOfSatisfying(
            Refusal.class,
            r ->
                assertThat(r.why())
                    .isEqualTo("it belongs to user %d and we are user %d".formatted(us, us + 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
  void a_directory_that_others_may_write_into_is_refused(String modes) throws IOException {
    Files.createDirectory(root.resolve("h"));
    Files.setPosixFilePermissions(root.resolve("h"), PosixFilePermissions.fromString(modes));

    var refusal = refused(root.resolve("h"));

    assertThat(refusal.why()).contains("others may write").contains(modes);
    assertThat(refusal.mend()).isEqualTo("chmod 700 " + root.resolve("h"));
  }

  @Test
  void a_path_too_long_for_a_socket_is_refused_at_the_exact_length() {
    var room = 103 - "/s/00000000".length() - root.toString().length() - 1;

    assertThat(Home.open(root.resolve("x".repeat(room)), us).id()).isNotEmpty();
    assertThat(refused(root.resolve("x".repeat(room + 1))).why())
        .contains("104 bytes, and a socket path may have 103");
  }

  @Test
  void a_place_where_nothing_can_be_made_is_refused() {
    assertThat(refused(Path.of("/proc/workcell")).mend()).startsWith("export WORKCELL_HOME=");
  }

  private Refusal refused(Path place) {
    try {
      throw new AssertionError(Home.open(place, us) + " was taken");
    } catch (Refusal refusal) {
      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MISSING);
      return refusal;
    }
  }
}
