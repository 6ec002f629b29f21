package dev.workcell.cli;

import dev.workcell.run.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Finds the verb and runs it. Exit codes: 0 ok, 1 not passed, 2 usage, 3 not found, 4 conflict, 5
/// something missing on this machine, 70 our defect.
public final class Cli {
  private static final int USAGE = 2;
  private static final int DEFECT = 70;

  private static final List<Verb> VERBS =
      List.of(
          new LaunchVerb(),
          new LsVerb(),
          new ShowVerb(),
          new LogsVerb(),
          new AttachVerb(),
          new SayVerb(),
          new StopVerb(),
          new ResumeVerb(),
          new WaitVerb(),
          new VerifyVerb(),
          new HandoffVerb(),
          new DiffVerb(),
          new TakeVerb(),
          new WhyVerb(),
          new CheckVerb(),
          new UpVerb(),
          new DownVerb(),
          new SuperviseVerb(),
          new RmVerb(),
          new ServiceVerb(),
          new GcVerb(),
          new PlaybookVerb(),
          new RecipeVerb(),
          new NotifyVerb(),
          new TrustVerb(),
          new SkillVerb(),
          new DoctorVerb(),
          new QuickstartVerb(),
          new VersionVerb(),
          new CompletionVerb(),
          new SettleVerb(),
          new ViewVerb(),
          new TrainVerb());

  private final Desk desk;

  public Cli(Desk desk) {
    this.desk = desk;
  }

  public int run(List<String> args) {
    try {
      return dispatch(args);
    } catch (Refusal refusal) {
      print(refusal);
      return refusal.kind().exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    } catch (IOException | RuntimeException | Error e) {
      var noRoom = NoRoom.in(e);
      if (noRoom.isPresent()) {
        print(noRoom.get());
        return noRoom.get().kind().exitCode();
      }
      desk.screen().err().println("workcell: a defect of ours, or the disk: " + e);
      e.printStackTrace(desk.screen().err());
      return DEFECT;
    }
  }

  private int dispatch(List<String> args) throws IOException, InterruptedException {
    var verb = args.isEmpty() ? Optional.<Verb>empty() : find(args.getFirst());
    if (verb.isEmpty()) {
      return help(args);
    }
    var line = new CommandLine(qualified(verb.get()));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    try {
      var words = line.parseArgs(args.subList(1, args.size()).toArray(String[]::new));
      if (words.isUsageHelpRequested()) {
        line.usage(desk.screen().out(), Ansi.OFF);
        return 0;
      }
      return verb.get().run(words, desk);
    } catch (ParameterException e) {
      desk.screen().err().println(Text.cut(String.valueOf(e.getMessage()), 300));
      desk.screen().err().println("  mend: workcell %s --help".formatted(verb.get().name()));
      return USAGE;
    }
  }

  private static CommandSpec qualified(Verb verb) {
    return verb.spec().name("workcell " + verb.name());
  }

  private static Optional<Verb> find(String name) {
    return VERBS.stream().filter(v -> v.name().equals(name)).findFirst();
  }

  private int help(List<String> args) {
    var asked = args.isEmpty() || List.of("-h", "--help", "help").contains(args.getFirst());
    if (args.equals(List.of("--version"))) {
      desk.screen().line(desk.program().version());
      return 0;
    }
    if (!asked) {
      desk.screen()
          .err()
          .println("there is no command '%s'".formatted(Text.cut(args.getFirst(), 60)));
      desk.screen().err().println("  mend: workcell --help");
      return USAGE;
    }
    var out = desk.screen();
    out.line("workcell runs coding agents as supervised, recoverable jobs.");
    out.line();
    for (var verb : VERBS) {
      var description = verb.spec().usageMessage().description();
      if (!verb.spec().usageMessage().hidden()) {
        out.line("  %-11s %s".formatted(verb.name(), description[0]));
      }
    }
    out.line();
    out.line("workcell COMMAND --help tells more; `workcell quickstart` shows it at work.");
    return 0;
  }

  /// All verbs below one command, for shell completion.
  static CommandLine all() {
    var root = CommandSpec.create().name("workcell");
    for (var verb : VERBS) {
      if (!verb.spec().usageMessage().hidden()) {
        root.addSubcommand(verb.name(), verb.spec());
      }
    }
    return new CommandLine(root);
  }

  private void print(Refusal refusal) {
    var err = desk.screen().err();
    err.println(refusal.what());
    err.println("  why:  " + refusal.why());
    err.println("  mend: " + desk.typed(refusal.mend()));
  }
}
