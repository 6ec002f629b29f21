package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;
import static dev.workcell.cli.Options.listed;
import static dev.workcell.cli.Options.option;
import static dev.workcell.cli.Options.options;
import static dev.workcell.cli.Options.value;

import dev.workcell.run.Brief;
import dev.workcell.run.CellName;
import dev.workcell.run.Event.Settings.Mode;
import dev.workcell.run.Permissions;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.runbook.RepoRules;
import dev.workcell.supervise.Launch;
import dev.workcell.supervise.LaunchRequest;
import dev.workcell.supervise.Supervising;
import dev.workcell.supervise.Trust;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell launch`
final class LaunchVerb implements Verb {
  private static final long LONGEST_BRIEF = 1 << 20;

  @Override
  public String name() {
    return "launch";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
            "launch",
            "make a workcell and start its agent",
            "",
            "The brief is a file, or is made from an objective, constraints and a definition of done.",
            "The check is a command in the work tree, or a script outside it that is copied.");
    spec.addPositional(Options.cell());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("-- COMMAND")
            .description("the command line of --agent command")
            .build());
    spec.addOption(option("--repo", "DIR", "the git work tree (default: here)"));
    spec.addOption(option("--agent", "RECIPE", "claude-code, codex, command, demo (default)"));
    spec.addOption(
        option("--brief", "FILE", "brief with Objective, Constraints, Definition of done"));
    spec.addOption(option("--objective", "TEXT", "what is to be achieved"));
    spec.addOption(options("--constraint", "TEXT", "what must not happen (repeatable)"));
    spec.addOption(options("--done", "TEXT", "when it is done (repeatable)"));
    spec.addOption(option("--verify", "CMD|FILE", "the check that decides"));
    spec.addOption(flag("--no-verify", "no check: the best end is 'unverified'"));
    spec.addOption(flag("--interactive", "in a terminal of its own: attach, say, answer"));
    spec.addOption(flag("--worktree", "work in an own git worktree on an own branch"));
    spec.addOption(flag("--allow-dirty", "take changes that are not committed as the baseline"));
    spec.addOption(flag("--commit", "the agent may commit"));
    spec.addOption(flag("--check-may-change", "the agent may change files that the check names"));
    spec.addOption(
        option("--permissions", "safe|full", "what the agent may do unasked (default safe)"));
    spec.addOption(options("--env", "NAME", "freeze this variable too (repeatable)"));
    spec.addOption(
        options("--notify", "NAME[:EVENT,…]", "who is told (repeatable; default: config.yaml)"));
    spec.addOption(flag("--no-notify", "nobody is told"));
    spec.addOption(flag("--no-daemon", "start no supervisor; what does not pass is parked"));
    spec.addOption(flag("--wait", "wait until it is settled; exit 0 only if it passed"));
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var name = Options.name(words);
    var request = request(words, name, rules(words, desk));
    announce(words, desk);
    var launched = new Launch(desk.world()).run(request);
    supervised(words, desk);
    var screen = desk.screen();
    if (has(words, "--wait")) {
      if (!has(words, "--json")) {
        screen.line("workcell %s launched".formatted(name));
        launched.notes().forEach(n -> screen.line("  note: " + n));
      }
      return WaitVerb.await(desk, name, Optional.empty(), has(words, "--json"));
    }
    if (has(words, "--json")) {
      screen.out().print(launched.cell().statusText());
      return 0;
    }
    screen.line("workcell %s launched".formatted(name));
    launched.notes().forEach(n -> screen.line("  note: " + n));
    screen.line("  watch  " + desk.typed("workcell attach " + name));
    screen.line("  state  " + desk.typed("workcell show " + name));
    return 0;
  }

  static void announce(ParseResult words, Desk desk) throws IOException {
    if (!has(words, "--no-daemon")) {
      new Supervising(desk.world()).announce();
    }
  }

  /// From here on somebody takes care of it.
  static void supervised(ParseResult words, Desk desk) throws IOException {
    var supervising = new Supervising(desk.world());
    if (has(words, "--no-daemon")) {
      supervising.poke();
    } else {
      supervising.ensure();
    }
  }

  private static LaunchRequest request(ParseResult words, CellName name, Optional<RepoRules> rules)
      throws IOException {
    List<String> positional =
        words.matchedPositionals().stream().flatMap(p -> p.stringValues().stream()).toList();
    return new LaunchRequest(
        name,
        repo(words),
        value(words, "--agent").or(() -> rules.flatMap(RepoRules::recipe)).orElse("demo"),
        brief(words),
        verify(words, rules.flatMap(RepoRules::verify)),
        has(words, "--worktree"),
        has(words, "--allow-dirty"),
        has(words, "--commit"),
        has(words, "--check-may-change"),
        permissions(words),
        has(words, "--interactive") ? Mode.INTERACTIVE : Mode.HEADLESS,
        listed(words, "--env"),
        positional.subList(1, positional.size()),
        notify(words));
  }

  private static Optional<List<String>> notify(ParseResult words) {
    var told = listed(words, "--notify");
    if (!told.isEmpty() && has(words, "--no-notify")) {
      throw new Refusal(
          Kind.USAGE,
          "one of --notify and --no-notify is enough",
          "--notify %s and --no-notify were both given".formatted(String.join(" ", told)),
          "--notify " + told.getFirst());
    }
    return told.isEmpty() && !has(words, "--no-notify") ? Optional.empty() : Optional.of(told);
  }

  private static Path repo(ParseResult words) {
    return Path.of(value(words, "--repo").orElse(".")).toAbsolutePath().normalize();
  }

  /// The trusted rules of the repo, when something that they may say was left out.
  private static Optional<RepoRules> rules(ParseResult words, Desk desk) throws IOException {
    var check = has(words, "--verify") || has(words, "--no-verify");
    return check && has(words, "--agent")
        ? Optional.empty()
        : new Trust(desk.world()).rules(repo(words));
  }

  private static Permissions permissions(ParseResult words) {
    var word = value(words, "--permissions").orElse("safe");
    return dev.workcell.run.Words.find(Permissions.class, word)
        .orElseThrow(() ->
            new Refusal(
                Kind.USAGE,
                "--permissions was refused",
                "'%s' is neither safe nor full".formatted(word),
                "--permissions safe"));
  }

  private static Optional<String> verify(ParseResult words, Optional<String> ofTheRepo) {
    var check = value(words, "--verify");
    if (check.isEmpty() && !has(words, "--no-verify") && ofTheRepo.isPresent()) {
      return ofTheRepo;
    }
    if (check.isPresent() == has(words, "--no-verify")) {
      throw new Refusal(
          Kind.USAGE,
          "a launch needs a check, or your word that there is none",
          check.isPresent()
              ? "--verify and --no-verify were both given"
              : "neither --verify nor --no-verify was given",
          "--verify './check.sh'   # or: --no-verify");
    }
    return check;
  }

  private static Brief brief(ParseResult words) throws IOException {
    var file = value(words, "--brief");
    var objective = value(words, "--objective");
    if (file.isPresent() && objective.isPresent()) {
      throw new Refusal(
          Kind.USAGE,
          "one brief is enough",
          "--brief and --objective were both given",
          "--brief " + file.get());
    }
    if (file.isPresent()) {
      return fromFile(file.get());
    }
    return Brief.of(objective.orElse(""), listed(words, "--constraint"), listed(words, "--done"))
        .checked("what --objective, --constraint and --done say");
  }

  static Brief fromFile(String file) throws IOException {
    var path = Path.of(file);
    try {
      if (Files.size(path) > LONGEST_BRIEF) {
        throw noBrief(file, "it has %,d bytes".formatted(Files.size(path)));
      }
      return new Brief(Files.readString(path)).checked(file);
    } catch (NoSuchFileException e) {
      throw noBrief(file, "it is not there");
    } catch (CharacterCodingException e) {
      throw noBrief(file, "it is not UTF-8 text");
    } catch (IOException e) {
      throw noBrief(file, String.valueOf(e.getMessage()));
    }
  }

  private static Refusal noBrief(String file, String why) {
    return new Refusal(
        Kind.USAGE,
        "%s is no brief".formatted(file),
        why,
        "workcell launch NAME --repo DIR --objective 'what' --constraint 'what not' --done 'when' …");
  }
}
