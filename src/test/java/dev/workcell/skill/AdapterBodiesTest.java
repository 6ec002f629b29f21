package dev.workcell.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.post.Chats;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every block of the adapter pages, in order, by a reader who puts in the address of their own
/// service: a server on loopback that answers as the documentation of the service says.
@DisplayNameGeneration(ReplaceUnderscores.class)
class AdapterBodiesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "command",
        "desktop",
        "discord",
        "ntfy",
        "openclaw",
        "slack",
        "telegram",
        "webhook"
      })
  void each_block_of_a_page_does_what_it_says(String adapter) throws IOException {
    try (var box = Readers.emptyHome();
        var chats = Chats.open()) {
      services(box, chats);
      var page = Page.of("adapters/" + adapter + ".md");
      var blocks = page.shellBlocks();
      assertThat(blocks).isNotEmpty();
      var said = new StringBuilder();
      try (var reader = new Reader(box)) {
        for (var block : blocks) {
          said.append(reader.follow(own(block.text(), chats)));
        }
      }
      var tests =
          blocks.stream().flatMap(b -> b.text().lines()).filter(l -> l.contains("notify test"));
      assertThat(said.toString().lines().filter(l -> l.contains(" took it: ")))
          .hasSize((int) tests.count());
    }
  }

  @Test
  void there_is_a_page_for_each_adapter_that_the_program_knows() throws IOException {
    try (var box = Sandbox.open();
        var pages = Files.list(Page.SKILL.resolve("adapters"))) {
      var known = box.workcell("notify", "ls").out();
      assertThat(pages.map(p -> p.getFileName().toString().replace(".md", "")))
          .allMatch(name -> known.contains("  " + name + " "));
    }
  }

  /// Programs of a desktop, and the services that a variable can lead elsewhere.
  private static void services(Sandbox box, Chats chats) throws IOException {
    var bin = Files.createDirectories(box.root().resolve("bin"));
    for (var program : List.of("notify-send", "logger")) {
      box.script(bin.resolve(program), "exit 0");
    }
    box.script(bin.resolve("openclaw"), "echo '{\"ts\": 4102444800000}'");
    box.with("PATH", bin + ":" + box.environment().get("PATH"));
    box.with("WORKCELL_NOTIFY_TELEGRAM_API", chats.url("/telegram"));
    box.with("WORKCELL_NOTIFY_NTFY_SERVER", chats.url("/ntfy"));
    box.with("WORKCELL_NOTIFY_OPENCLAW_GATEWAY", chats.url(""));
  }

  /// What a reader puts in.
  private static String own(String text, Chats chats) {
    return text.replace(
            "https://hooks.slack.com/services/T000/B000/XXXX", chats.url("/slack/T/B/X"))
        .replace("https://discord.com/api/webhooks/1/replace-me", chats.url("/discord/1/x"))
        .replace("http://127.0.0.1:8080/notices", chats.url("/hook"))
        .replace("another-token-than-that-of-the-gateway", "HOOK");
  }
}
