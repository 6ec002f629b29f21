package dev.workcell.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What a person reads who sets it up.
@DisplayNameGeneration(ReplaceUnderscores.class)
class NotifyVerbTest {
  @Test
  void a_missing_token_an_open_one_and_one_in_a_repo_are_refused_with_their_mend()
      throws IOException {
    try (var box = Sandbox.open()) {
      var nothing = box.workcell("notify", "test", "slack");
      assertThat(nothing.code()).as(nothing.all()).isEqualTo(5);
      assertThat(nothing.err())
          .contains("a token is missing", "WORKCELL_NOTIFY_SLACK_URL is not set", "mend: export");

      Posts.write(box, "notify:\n  slack: {url-file: slack.url}\n");
      assertThat(box.workcell("notify", "test", "slack").err())
          .contains("slack.url: it is not there", "umask 077");

      Posts.secret(box, "slack.url", "http://127.0.0.1:9/x");
      var file = Posts.config(box).resolve("slack.url");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      assertThat(box.workcell("notify", "test", "slack").err())
          .contains("can be read by others", "rw-r--r--", "mend: chmod 600 " + file);

      var inRepo = box.repo().resolve("slack.url");
      Files.move(file, inRepo);
      Files.setPosixFilePermissions(inRepo, PosixFilePermissions.fromString("rw-------"));
      Posts.write(box, "notify:\n  slack: {url-file: \"%s\"}\n".formatted(inRepo));
      assertThat(box.workcell("notify", "test", "slack").err())
          .contains("a token lies in a repository");
    }
  }

  @Test
  void a_secret_in_config_yaml_and_words_that_are_none_are_refused_with_their_line()
      throws IOException {
    try (var box = Sandbox.open()) {
      Posts.write(box, "notify:\n  slack:\n    url: http://127.0.0.1/secret-part\n");
      var written = box.workcell("notify", "ls");
      assertThat(written.code()).isEqualTo(2);
      assertThat(written.err())
          .contains("line 3", "a secret does not stand in this file", "url-file")
          .doesNotContain("secret-part");

      Posts.write(box, "notify:\n  desktop:\n    events: [passed, done]\n");
      assertThat(box.workcell("notify", "ls").err())
          .contains("line 3", "'done' is none of passed, unverified, parked, asking, waiting");

      Posts.write(box, "notify:\n  desktop: {}\n  pigeon: {}\n");
      assertThat(box.workcell("notify", "ls").err()).contains("line 3", "no adapter pigeon");

      Posts.write(box, "notify:\n  desktop:\n    chat: 1\n");
      assertThat(box.workcell("notify", "ls").err())
          .contains("line 3", "'chat' is no key here; the keys are adapter, events");
    }
  }

  @Test
  void a_test_says_what_came_back_and_ends_with_its_code() throws IOException {
    try (var box = Sandbox.open()) {
      var chats = Chats.open();
      Posts.webhook(box, chats.url("/hook"));
      var taken = box.workcell("notify", "test", "webhook");
      assertThat(taken.all()).contains("webhook took it: it has it (204)").startsWith("exit 0");

      chats.mood("hook", "404");
      var refused = box.workcell("notify", "test", "webhook");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .contains("webhook was not told", "nothing at this address (404)", "mend: put the right");

      chats.close();
      var nobody = box.workcell("notify", "test", "webhook", "--json");
      assertThat(nobody.code()).isEqualTo(5);
      assertThat(nobody.out()).contains("\"came\":\"retry\"", "nobody listens at its address");

      assertThat(box.workcell("notify", "test", "pigeon").code()).isEqualTo(3);
      assertThat(box.workcell("notify", "test").code()).isEqualTo(2);
      assertThat(box.workcell("notify", "coo").code()).isEqualTo(2);
    }
  }

  @Test
  void a_launch_that_names_nobody_is_refused_before_anything_is_made() throws IOException {
    try (var box = Sandbox.open()) {
      var refused = box.launchDemo("fix", java.util.List.of("claim-done"), "--notify", "pigeon");
      assertThat(refused.code()).as(refused.all()).isEqualTo(3);
      assertThat(refused.err()).contains("there is no receiver pigeon", "workcell notify ls");
      var event =
          box.launchDemo("fix", java.util.List.of("claim-done"), "--notify", "desktop:done");
      assertThat(event.err()).contains("there is no such event", "'done' is none of");
      assertThat(box.cell("fix")).doesNotExist();
    }
  }

  @Test
  void each_adapter_can_be_looked_up() throws IOException {
    try (var box = Sandbox.open()) {
      var all = box.workcell("notify", "ls");
      assertThat(all.out())
          .contains("nobody is told anything", "telegram", "openclaw", "ntfy", "desktop");
      var page = box.workcell("notify", "ls", "telegram");
      assertThat(page.out())
          .contains("token-file or token-env", "$WORKCELL_NOTIFY_TELEGRAM_TOKEN", "# Telegram");
      assertThat(box.workcell("notify", "status").out()).contains("nobody is told anything");
    }
  }
}
