package dev.workcell.cli;

import static dev.workcell.cli.Options.has;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.RuleBook;
import dev.workcell.supervise.Trust;
import dev.workcell.supervise.Trust.Offer;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell trust`
final class TrustVerb implements Verb {
  private static final int LONGEST_ANSWER = 20;

  @Override
  public String name() {
    return "trust";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
            "trust",
            "see what a repo's SUPERVISOR.md would run and enforce, and trust it",
            "",
            "Shows also what else in the repo would execute. Everything is pinned by its hash: when",
            "something changes, launch refuses until it is seen again. Nothing of it is run by this.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("DIR")
            .description("the git work tree (default: here)")
            .build());
    spec.addOption(Options.flag("--yes", "trust it without asking"));
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    var directory = Path.of(words.matchedPositionalValue(0, ".")).toAbsolutePath().normalize();
    var trust = new Trust(desk.world());
    var offer = trust.look(directory);
    var json = has(words, "--json");
    if (!json) {
      new TrustPage(desk.screen()).print(offer);
    }
    if (offer.page().isEmpty()) {
      if (json) {
        desk.screen().line(JsonText.of(object(offer, false)));
      } else {
        desk.screen().line("There is no SUPERVISOR.md, so there is nothing to trust.");
      }
      return 0;
    }
    var now = offer.trusted() || has(words, "--yes") || (!json && agreed(desk, directory));
    if (now && !offer.trusted()) {
      trust.give(offer);
    }
    if (json) {
      desk.screen().line(JsonText.of(object(offer, now)));
    } else {
      desk.screen().line(said(offer, now));
    }
    return now ? 0 : 1;
  }

  private static String said(Offer offer, boolean now) {
    if (!now) {
      return "Not trusted. Launch refuses this repo until it is.";
    }
    return offer.trusted()
        ? "It is trusted, and nothing has changed since."
        : "Trusted. A change of anything above asks again.";
  }

  /// @throws Refusal when there is nobody to ask
  private static boolean agreed(Desk desk, Path directory) throws IOException {
    var screen = desk.screen();
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      throw new Refusal(
          Kind.CONFLICT,
          "nothing was trusted",
          "this asks a person, and there is no terminal",
          "workcell trust %s --yes   # when you have read it"
              .formatted(dev.workcell.run.Visible.of(directory.toString())));
    }
    screen.out().print("Trust it? [y/N] ");
    screen.out().flush();
    var answer = new StringBuilder();
    for (var c = System.in.read(); c >= 0 && c != '\n'; c = System.in.read()) {
      if (answer.length() < LONGEST_ANSWER) {
        answer.append((char) c);
      }
    }
    return answer.toString().strip().matches("(?i)y|yes");
  }

  private static Map<String, Object> object(Offer offer, boolean now) {
    var object = new LinkedHashMap<String, Object>();
    object.put("repo", offer.repo().workTree().toString());
    offer.page().ifPresent(_ -> object.put("rules", RuleBook.FILE));
    object.put("trusted", now);
    object.put("wasTrusted", offer.trusted());
    offer
        .page()
        .ifPresent(page -> {
          var rules = page.rules();
          rules.setup().ifPresent(it -> object.put("setup", it));
          rules.verify().ifPresent(it -> object.put("verify", it));
          object.put("forbidden", rules.forbidden().patterns());
          object.put("protect", rules.protect().patterns());
          object.put("env", rules.env());
          rules.recipe().ifPresent(it -> object.put("recipe", it));
        });
    object.put("pins", new TreeMap<>(offer.pins()));
    object.put("settings", new TreeMap<>(offer.settings()));
    object.put("changed", offer.changed().stream().map(Trust.Changed::shown).toList());
    return object;
  }
}
