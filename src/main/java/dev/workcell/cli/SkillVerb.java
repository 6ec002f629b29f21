package dev.workcell.cli;

import static dev.workcell.cli.Options.has;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.SkillHomes;
import dev.workcell.supervise.SkillInstall;
import dev.workcell.supervise.SkillInstall.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell skill`
final class SkillVerb implements Verb {
  /// @param agent whose folder it is; empty for a directory that was named
  private record Target(Path directory, Optional<SkillHomes> agent) {}

  @Override
  public String name() {
    return "skill";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
            "skill",
            "put the skill where your agent finds it",
            "",
            "Without --to it goes to each of openclaw, claude and codex that is used here.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel("install")
            .description("once more upgrades what was put there")
            .build());
    spec.addOption(
        Options.option("--to", "openclaw|claude|codex|DIR", "whose skills, or a folder of skills"));
    spec.addOption(Options.flag("--force", "replace what is not ours, or was edited"));
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    var what = words.matchedPositionalValue(0, "");
    if (!what.equals("install")) {
      throw new Refusal(
          Kind.USAGE,
          "skill has no '%s'".formatted(Text.cut(what, 40)),
          "install is known",
          "workcell skill install");
    }
    var install = new SkillInstall(desk.world());
    var json = new ArrayList<String>();
    var refused = Optional.<Refusal>empty();
    for (var target : targets(words, desk)) {
      try {
        var done = install.into(target.directory, has(words, "--force"));
        if (has(words, "--json")) {
          json.add(json(done));
        } else {
          tell(done, target, desk.screen());
        }
      } catch (Refusal refusal) {
        // the others are not to wait for this one
        desk.screen().err().println(refusal.what());
        desk.screen().err().println("  why:  " + refusal.why());
        desk.screen().err().println("  mend: " + desk.typed(refusal.mend()));
        refused = Optional.of(refusal);
      }
    }
    if (has(words, "--json")) {
      desk.screen().line("[" + String.join(",\n", json) + "]");
    } else {
      path(desk);
    }
    return refused.map(refusal -> refusal.kind().exitCode()).orElse(0);
  }

  private static List<Target> targets(ParseResult words, Desk desk) {
    var environment = desk.environment();
    var to = Options.value(words, "--to");
    if (to.isEmpty()) {
      var used = new ArrayList<Target>();
      for (var agent : SkillHomes.values()) {
        if (Files.isDirectory(agent.home(environment))) {
          used.add(new Target(agent.skills(environment), Optional.of(agent)));
        }
      }
      if (used.isEmpty()) {
        throw refused("none of ~/.openclaw, ~/.claude and ~/.codex is there");
      }
      return used;
    }
    for (var agent : SkillHomes.values()) {
      if (agent.name().toLowerCase(Locale.ROOT).equals(to.get())) {
        return List.of(new Target(agent.skills(environment), Optional.of(agent)));
      }
    }
    var directory = Path.of(to.get()).toAbsolutePath().normalize();
    var named = to.get().contains("/") || Files.isDirectory(directory);
    if (to.get().isBlank() || !named) {
      throw refused(
          "'%s' is neither openclaw, claude or codex nor a directory here"
              .formatted(Text.cut(to.get(), 60)));
    }
    return List.of(new Target(directory, Optional.empty()));
  }

  private static Refusal refused(String why) {
    return new Refusal(
        Kind.USAGE,
        "it is not known where the skill is to go",
        why,
        "workcell skill install --to claude   # or openclaw, codex, ./a/directory");
  }

  private static void tell(Installed done, Target target, Screen screen) {
    screen.line(
        switch (done.done()) {
          case INSTALLED -> "the skill is installed: %d files".formatted(done.files());
          case UPGRADED -> "the skill is upgraded: %d files".formatted(done.files());
          case SAME -> "the skill is there already, the same";
        });
    screen.line("  folder  " + done.folder());
    var next = target.agent.map(agent -> agent.title() + ": " + agent.next());
    screen.line("  next    " + next.orElse("read " + done.folder().resolve("SKILL.md")));
  }

  /// The skill is of no use to an agent that does not find the program.
  private static void path(Desk desk) {
    var command = desk.typed("workcell version");
    if (!command.startsWith("workcell ")) {
      var program = command.substring(0, command.lastIndexOf(' '));
      desk.screen().line("  note    workcell is not on the PATH, where the skill looks for it");
      desk.screen().line("  mend    ln -s '%s' ~/.local/bin/workcell".formatted(program));
    }
  }

  private static String json(Installed done) {
    var object = new LinkedHashMap<String, Object>();
    object.put("folder", done.folder().toString());
    object.put("done", done.done().name().toLowerCase(Locale.ROOT));
    object.put("files", done.files());
    return JsonText.of(object);
  }
}
