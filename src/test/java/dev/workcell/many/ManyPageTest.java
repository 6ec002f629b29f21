package dev.workcell.many;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// The example of docs/many.md is run as it stands there, and so are its commands.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManyPageTest {
  @Test
  void the_example_passes_and_each_command_works() throws IOException {
    var page = Files.readString(Path.of("docs/many.md"));
    try (var box = Sandbox.open()) {
      for (var repo : new String[] {"api", "shop", "docs"}) {
        Many.repo(box, repo);
      }
      var plans = Files.createDirectories(box.root().resolve("plans/briefs")).getParent();
      Files.writeString(plans.resolve("cells.yaml"), block(page, "yaml"));
      Files.writeString(
          plans.resolve("briefs/cart.md"),
          "## Objective\n\nA cart.\n\n## Constraints\n\nNone.\n\n## Definition of done\n\nIt is there.\n");
      var commands = new ArrayList<String>();
      for (var line : block(page, "sh").lines().toList()) {
        var words = new ArrayList<>(java.util.List.of(line.replaceAll(" *#.*", "").split(" +")));
        words.removeFirst();
        words.replaceAll(w -> w.equals("cells.yaml") ? plans.resolve(w).toString() : w);
        if (words.getFirst().equals("up")) {
          words.add("--no-daemon");
        }
        commands.add(String.join(" ", words));
        var done = box.workcell(words.toArray(String[]::new));
        assertThat(done.code()).as(line + "\n" + done.all()).isZero();
      }
      assertThat(commands).hasSize(5);
      for (var name : new String[] {"api-types", "api-server", "shop-cart", "shop-login"}) {
        assertThat(box.state(name)).as(name).isEqualTo("passed");
      }
      assertThat(box.state("release-notes")).isEqualTo("unverified");
      assertThat(Files.readString(box.run("shop-cart", 1).resolve("brief.md")))
          .contains("A cart.", "Do not change the public API");
    }
  }

  private static String block(String page, String language) {
    var found = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(page);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
