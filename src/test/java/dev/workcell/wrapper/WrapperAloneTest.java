package dev.workcell.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.mapper.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A wrapper whose settle, or whose disk, does not do its part.
@DisplayNameGeneration(ReplaceUnderscores.class)
class WrapperAloneTest {
  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void a_settle_that_cannot_start_leaves_a_minimal_status(List<String> shell) throws IOException {
    try (var attempt = Attempt.make().under(shell).program("exit 5").ran("exit 3")) {
      assertThat(attempt.asked()).isEqualTo(1);
      assertThat(status(attempt))
          .containsEntry("schema", 1L)
          .containsEntry("seq", null)
          .containsEntry("by", "wrapper")
          .containsEntry("cell", "fix")
          .containsEntry("run", 1L)
          .containsEntry("attempt", 1L)
          .containsEntry("state", "parked")
          .containsEntry("exit", Map.of("code", 3L, "by", "agent"));
    }
    try (var attempt = Attempt.make().under(shell)) {
      Files.delete(attempt.root.resolve("program/workcell"));
      attempt.ran("exit 0");
      assertThat(status(attempt)).containsEntry("seq", null);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.workcell.wrapper.Shells#all")
  void a_settle_that_is_killed_is_tried_again_three_times_in_all(List<String> shell)
      throws IOException {
    try (var attempt = Attempt.make().under(shell).program("kill -9 $$").ran("exit 0")) {
      assertThat(attempt.asked()).isEqualTo(3);
      assertThat(status(attempt)).containsEntry("seq", null);
    }
    var once = "[ $(wc -l <\"${0%/*}/../asked\") -ge 2 ] || kill -9 $$";
    try (var attempt = Attempt.make().under(shell).program(once).ran("exit 0")) {
      assertThat(attempt.asked()).isEqualTo(2);
      assertThat(attempt.run.resolve("status.json")).doesNotExist();
    }
  }

  @Test
  void on_a_full_disk_the_reserve_holds_the_exit() throws IOException, InterruptedException {
    try (var attempt = Attempt.make()) {
      var full = attempt.root.resolve("full");
      Files.createDirectories(full);
      attempt.script(
          "agent",
          "cat /dev/zero >'%s/fill'; : >'%s/filled'; exit 3".formatted(full, attempt.root));
      var inner = new ArrayList<>(attempt.words(List.of(attempt.root.resolve("agent").toString())));
      var words = new ArrayList<>(List.of("unshare", "-m", "sh", "-c"));
      words.add(
          """
          mount -t tmpfs -o size=2m none "$1" && cp -R "$2" "$1" || exit 99
          cd "$1/runs/0001/attempts/1" || exit 99
          shift 2
          "$@"
          cp exit ../../../../../exit-kept; ls ../.. >../../../../../left; exit 0
          """);
      words.addAll(List.of("sh", full.toString(), attempt.root.resolve("runs").toString()));
      inner.replaceAll(w -> w.equals("/usr/bin/setsid") ? "env" : w);
      words.addAll(inner);
      var out = attempt.root.resolve("unshare.out").toFile();
      var done = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out).start();
      Assumptions.assumeTrue(done.waitFor() == 0, "mounting needs root");

      assertThat(attempt.root.resolve("filled")).exists();
      assertThat(Attempt.text(attempt.root.resolve("exit-kept")))
          .matches("code 3\nat \\d+\nby agent\nsynced yes\nend\n");
      assertThat(Attempt.text(attempt.root.resolve("left"))).doesNotContain("reserve");
      assertThat(attempt.asked()).isEqualTo(1);
    }
  }

  @SuppressWarnings({"NullAway", "unchecked"}) // the library knows no nullness
  private static Map<String, @Nullable Object> status(Attempt attempt) {
    var text = Attempt.text(attempt.run.resolve("status.json"));
    return (Map<String, @Nullable Object>) JsonMapper.builder().build().fromJson(text);
  }
}
