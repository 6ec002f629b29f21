package dev.workcell.cells;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.workcell.Sandbox;
import dev.workcell.Sandbox.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What only root can set up: disks that are full or read-only, and another user.
final class Root {
  private static final String OTHER = "65534";

  private Root() {}

  /// Skips the test for everybody else.
  static void required() {
    assumeThat("root".equals(System.getProperty("user.name")))
        .as("needs root on Linux: it mounts a small disk or becomes another user")
        .isTrue();
    assumeThat(Files.exists(Path.of("/usr/bin/unshare"))).as("needs unshare").isTrue();
  }

  /// Runs `script` in a mount namespace of its own, with `words` as its arguments.
  static Result inOwnMounts(Sandbox box, String script, List<String> words) {
    var argv = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script, "sh"));
    argv.addAll(words);
    return box.exec(argv);
  }

  /// Runs the program as another user, from a small disk that this user can reach: `repo` is a copy
  /// of the sandbox's repo in the current directory, and the home is beside it.
  static Result asNobody(Sandbox box, String prepare, List<String> words) {
    var script =
        """
        mount -t tmpfs -o size=300m,mode=755 none /mnt && mkdir /mnt/app /mnt/user &&
        mount --bind "$APP" /mnt/app && cd /mnt/user && cp -a "$REPO" repo || exit 99
        chown 65534:65534 /mnt/user
        %s
        shift
        exec setpriv --reuid=%s --regid=%s --clear-groups \
          env HOME=/mnt/user WORKCELL_HOME=/mnt/user/h /mnt/app/workcell "$@"
        """
            .formatted(prepare, OTHER, OTHER);
    box.with("REPO", box.repo().toString());
    box.with("APP", String.valueOf(Path.of(words.getFirst()).getParent()));
    return inOwnMounts(box, script, words);
  }
}
