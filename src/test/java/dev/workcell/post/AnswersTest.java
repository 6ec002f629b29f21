package dev.workcell.post;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.diagnose.Receipt;
import dev.workcell.supervise.NotifyTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each service answers by its documentation, and what a person is told then.
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnswersTest {
  private static Sandbox box;

  @BeforeAll
  static void open() throws IOException {
    box = Sandbox.open();
  }

  @AfterAll
  static void close() throws IOException {
    box.close();
  }

  private static final Map<String, String> SERVICES =
      Map.of(
          "telegram", "telegram",
          "slack", "slack",
          "discord", "discord",
          "ntfy", "ntfy",
          "openclaw", "hooks",
          "webhook", "hook");

  @ParameterizedTest(name = "{0} answers {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "telegram |           | Accepted | has it",
        "telegram | 429       | Later    | wants us to wait (429)",
        "telegram | chat      | Refused  | no such chat",
        "telegram | moved     | Refused  | -10042",
        "telegram | long      | Refused  | too long",
        "telegram | 403       | Refused  | bot was blocked by the user",
        "telegram | 401       | Refused  | does not know this token (401)",
        "telegram | 404       | Refused  | given as token is none (404)",
        "telegram | 502       | Later    | Telegram failed (502)",
        "slack    |           | Accepted | has it",
        "slack    | 429       | Later    | wants us to wait (429)",
        "slack    | channel   | Refused  | the channel of this webhook is gone",
        "slack    | revoked   | Refused  | revoked or never was (404: no_service)",
        "slack    | 403       | Refused  | action_prohibited",
        "slack    | archived  | Refused  | the channel is archived",
        "slack    | 400       | Refused  | invalid_payload",
        "slack    | 500       | Later    | rollup_error",
        "discord  |           | Accepted | has it",
        "discord  | 429       | Later    | wants us to wait (429)",
        "discord  | 401       | Refused  | the token in the address is wrong (401)",
        "discord  | 404       | Refused  | no such webhook",
        "discord  | long      | Refused  | Invalid Form Body",
        "ntfy     |           | Accepted | the server has it",
        "ntfy     | 401       | Refused  | does not know this token (401)",
        "ntfy     | 403       | Refused  | may not write to this topic (403)",
        "ntfy     | 404       | Refused  | no ntfy at this server",
        "ntfy     | 429 7     | Later    | wants us to wait (429)",
        "openclaw | coalesced | Accepted | in its queue already",
        "openclaw | 401       | Refused  | does not know this token (401)",
        "openclaw | 404       | Refused  | hooks are off",
        "openclaw | 400       | Refused  | text required",
        "openclaw | 429       | Later    | too many wrong tokens",
        "webhook  |           | Accepted | it has it (204)",
        "webhook  | 409       | Accepted | it has it already",
        "webhook  | 401       | Refused  | does not know us (401)",
        "webhook  | 403       | Refused  | does not let us in (403)",
        "webhook  | 404       | Refused  | nothing at this address (404)",
        "webhook  | 410       | Refused  | not used any more (410)",
        "webhook  | 413       | Refused  | too long",
        "webhook  | 418       | Refused  | it answered 418",
        "webhook  | 302       | Refused  | it answered 302",
        "webhook  | 429 12    | Later    | wants us to wait (429)",
        "webhook  | 503 3     | Later    | it failed (503)",
        "webhook  | cut       | Unknown  | the connection ended without an answer",
        "webhook  | hang      | Unknown  | did not answer in time",
        "telegram | hang      | Unknown  | did not answer in time",
      })
  void each_answer_has_its_own_line_and_a_mend(
      String adapter, String mood, String kind, String said) throws Exception {
    try (var chats = Chats.open()) {
      var service = SERVICES.getOrDefault(adapter, adapter);
      chats.mood(service, Optional.ofNullable(mood).orElse(""));
      receivers(chats, "hang".equals(mood) ? "1s" : "60s");

      var receipt = test(adapter);

      assertThat(receipt.getClass().getSimpleName()).as(receipt.toString()).isEqualTo(kind);
      assertThat(receipt.said()).contains(said).doesNotContain(chats.url(""), Chats.TOKEN);
      if (receipt instanceof Receipt.Refused) {
        assertThat(receipt.mend()).isNotEmpty();
      }
      assertThat(chats.came(service))
          .as("one request, whatever it answered")
          .hasSize(times(kind, adapter));
    }
  }

  /// A receiver that can be asked is asked once more.
  private static int times(String kind, String adapter) {
    return kind.equals("Accepted") && adapter.equals("ntfy") ? 2 : 1;
  }

  @ParameterizedTest(name = "{0} asks for {2} ms")
  @CsvSource({
    "telegram, 429, 35000",
    "slack, 429, 30000",
    "discord, 429, 1500",
    "webhook, 429 12, 12000",
    "webhook, 503 3, 3000",
    "openclaw, 429, 60000"
  })
  void a_wait_that_is_asked_for_is_read(String adapter, String mood, long millis) throws Exception {
    try (var chats = Chats.open()) {
      chats.mood(SERVICES.getOrDefault(adapter, adapter), mood);
      receivers(chats);

      assertThat(test(adapter))
          .isInstanceOfSatisfying(
              Receipt.Later.class,
              it -> assertThat(it.after()).contains(Duration.ofMillis(millis)));
    }
  }

  @Test
  void nobody_at_the_address_no_name_and_no_address_are_told_apart() throws Exception {
    try (var gone = Nobody.open()) {
      Posts.webhook(box, gone.url("/hook"));
      assertThat(test("webhook"))
          .isInstanceOf(Receipt.Later.class)
          .extracting(Receipt::said)
          .asString()
          .startsWith("nobody listens at its address");
      Posts.webhook(box, "http://no-such-host.invalid/hook");
      assertThat(test("webhook").said()).startsWith("the name of its host is not known");
      Posts.webhook(box, "ftp://127.0.0.1/hook secret-part");
      assertThat(test("webhook"))
          .isInstanceOf(Receipt.Refused.class)
          .extracting(Receipt::said)
          .asString()
          .startsWith("its address is none")
          .doesNotContain("secret-part");
      Posts.webhook(box, "https://127.0.0.1:%d/".formatted(gone.port()));
      assertThat(test("webhook").said()).startsWith("nobody listens at its address");
    }
  }

  @Test
  void a_server_that_speaks_no_tls_is_told_as_that() throws Exception {
    try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (var one = plain.accept()) {
              one.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
              one.getInputStream().readAllBytes();
            } catch (IOException e) {
              // the test is over
            }
          });
      Posts.webhook(box, "https://127.0.0.1:%d/".formatted(plain.getLocalPort()));
      assertThat(test("webhook").said()).startsWith("no safe connection could be made");
    }
  }

  @Test
  void words_of_a_notice_reach_each_service_as_words() throws Exception {
    try (var chats = Chats.open()) {
      receivers(chats);
      test("slack");
      test("discord");
      test("ntfy");

      assertThat(chats.came("slack").getFirst().body())
          .isEqualTo(
              "{\"text\":\"workcell can reach you here\\nThis is a test; nothing happened.\\nnext: workcell notify status\"}");
      assertThat(chats.came("discord").getFirst().body())
          .contains("\"allowed_mentions\":{\"parse\":[]}");
      var ntfy = chats.came("ntfy").getFirst();
      assertThat(ntfy.body())
          .contains("\"topic\":\"t\"", "\"title\":\"workcell can reach you here\"");
      assertThat(ntfy.headers()).as("no token, no header").doesNotContainKey("authorization");
    }
  }

  private static Receipt test(String adapter) throws IOException, InterruptedException {
    return new NotifyTest(Worlds.of(box.environment(), point -> {})).run(adapter).receipt();
  }

  private static void receivers(Chats chats) throws IOException {
    receivers(chats, "60s");
  }

  private static void receivers(Chats chats, String timeout) throws IOException {
    Posts.secret(box, "telegram", Chats.TOKEN);
    Posts.secret(box, "slack", chats.url("/slack/T/B/X"));
    Posts.secret(box, "discord", chats.url("/discord/1/x"));
    Posts.secret(box, "hook", chats.url("/hook"));
    Posts.secret(box, "openclaw", "HOOK");
    var url = chats.url("");
    Posts.write(
        box,
        """
        notify:
          telegram: {chat: "12345", token-file: telegram, api: "%s/telegram", timeout: %s}
          slack: {url-file: slack}
          discord: {url-file: discord}
          ntfy: {topic: t, server: "%s/ntfy"}
          openclaw: {token-file: openclaw, gateway: "%s"}
          webhook: {url-file: hook, timeout: %s}
        """
            .formatted(url, timeout, url, url, timeout));
  }
}
