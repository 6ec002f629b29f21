package dev.workcell.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LostSocketTest {
  @Test
  void a_viewer_whose_socket_was_deleted_is_ended_with_its_run() throws IOException {
    try (var box = Sandbox.open()) {
      var go = box.root().resolve("go");
      var launched =
          box.launchScript(
              "fix", "until [ -e '%s' ]; do sleep 0.05; done; echo done > done.txt".formatted(go));
      assertThat(launched.code()).as(launched.all()).isZero();
      Sandbox.until(
          "the viewer is there",
          () -> {
            try (var sockets = Files.list(box.home().resolve("s"))) {
              return sockets.findAny().isPresent() && !box.marked("WORKCELL_VIEWER").isEmpty();
            }
          });
      try (var sockets = Files.list(box.home().resolve("s"))) {
        for (var socket : sockets.toList()) {
          Files.delete(socket);
        }
      }
      Files.createFile(go);

      assertThat(box.settle("fix").code()).isZero();
      box.untilAllEnded();
    }
  }
}
