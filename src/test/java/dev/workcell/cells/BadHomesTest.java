package dev.workcell.cells;

import static dev.workcell.cells.Refusals.nothingMade;
import static dev.workcell.cells.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BadHomesTest {
  @Test
  void a_home_that_others_may_write_or_that_is_a_link_or_a_file_is_refused() throws IOException {
    try (var box = Sandbox.open()) {
      Files.createDirectory(box.home());
      Files.setPosixFilePermissions(box.home(), PosixFilePermissions.fromString("rwxrwx---"));
      refused(launch(box), 5, "others may write into it (rwxrwx---)", "chmod 700 " + box.home());

      Files.setPosixFilePermissions(box.home(), PosixFilePermissions.fromString("rwx------"));
      var link = Files.createSymbolicLink(box.root().resolve("link"), box.home());
      box.with("WORKCELL_HOME", link.toString());
      refused(launch(box), 5, "it is a symbolic link to", "export WORKCELL_HOME=" + box.home());

      var file = Files.writeString(box.root().resolve("file"), "mine\n");
      box.with("WORKCELL_HOME", file.toString());
      refused(launch(box), 5, "it is not a directory");
      assertThat(file).hasContent("mine\n");
      nothingMade(box);
    }
  }

  @Test
  void a_home_whose_socket_path_would_be_too_long_is_refused_and_not_made() throws IOException {
    try (var box = Sandbox.open()) {
      var deep = box.root().resolve("d".repeat(100));
      box.with("WORKCELL_HOME", deep.toString());
      refused(launch(box), 5, "a tmux socket in it would have a path of", "may have 103");
      assertThat(deep).doesNotExist();

      box.environment().remove("WORKCELL_HOME");
      box.with("HOME", deep.toString());
      refused(launch(box), 5, "a tmux socket in it would have a path of");
      assertThat(deep).doesNotExist();
      nothingMade(box);
    }
  }

  @Test
  void a_home_where_the_system_deletes_is_refused() throws IOException {
    try (var box = Sandbox.open()) {
      var swept = Path.of("/tmp/workcell-test-home-" + box.root().getFileName());
      box.with("WORKCELL_HOME", swept.toString());
      refused(launch(box), 5, "it lies in /tmp, which the system empties");
      assertThat(swept).doesNotExist();

      box.environment().remove("WORKCELL_HOME");
      box.environment().remove("HOME");
      refused(launch(box), 5, "WORKCELL_HOME is not set and HOME is ''");
    }
  }

  @Test
  void a_home_of_another_user_is_refused() throws IOException {
    Root.required();
    try (var box = Sandbox.open()) {
      Files.createDirectory(box.home());
      Files.setAttribute(box.home(), "unix:uid", 65534);
      refused(launch(box), 5, "it belongs to user 65534 and we are user 0");
      nothingMade(box);
    }
  }

  @Test
  void a_home_that_we_may_not_write_is_refused() throws IOException {
    Root.required();
    try (var box = Sandbox.open()) {
      refused(
          Root.asNobody(box, "chown 0:0 /mnt/user; chmod 755 /mnt/user;", words(box, "repo")),
          5,
          "permission denied: /mnt/user/h");
    }
  }

  @Test
  void a_home_on_a_full_disk_is_refused() throws IOException {
    Root.required();
    try (var box = Sandbox.open()) {
      refused(
          onDisk(box, "size=20m", "true"),
          5,
          "the disk is too full to launch",
          "a launch wants 200");
      refused(onDisk(box, "size=1m", "cat /dev/zero >\"$H/fill\" 2>/dev/null"), 5, "No space left");
      nothingMade(box);
    }
  }

  @Test
  void a_home_on_a_read_only_disk_is_refused() throws IOException {
    Root.required();
    try (var box = Sandbox.open()) {
      refused(onDisk(box, "size=20m", "mount -o remount,ro \"$H\""), 5, "Read-only file system");
      nothingMade(box);
    }
  }

  private static Sandbox.Result onDisk(Sandbox box, String options, String then)
      throws IOException {
    Files.createDirectories(box.home());
    box.with("H", box.home().toString());
    var script =
        "mount -t tmpfs -o mode=700,%s none \"$H\"; %s; exec \"$@\"".formatted(options, then);
    return Root.inOwnMounts(box, script, words(box, box.repo().toString()));
  }

  private static Sandbox.Result launch(Sandbox box) {
    return box.exec(words(box, box.repo().toString()));
  }

  private static List<String> words(Sandbox box, String repo) {
    var words = box.argv("launch", "fix", "--repo", repo, "--verify", "true");
    words.addAll(List.of("--objective", "o", "--constraint", "c", "--done", "d"));
    return words;
  }
}
