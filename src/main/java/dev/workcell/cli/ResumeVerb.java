package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;
import static dev.workcell.cli.Options.listed;
import static dev.workcell.cli.Options.option;
import static dev.workcell.cli.Options.options;
import static dev.workcell.cli.Options.value;

import dev.workcell.run.Brief;
import dev.workcell.supervise.Resume;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell resume`
final class ResumeVerb implements Verb {
  @Override
  public String name() {
    return "resume";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("resume", "begin the next run from what the last one left");
    spec.addPositional(Options.cell());
    spec.addOption(flag("--print-brief", "only show the brief that it would get"));
    spec.addOption(option("--brief", "FILE", "use this brief instead"));
    spec.addOption(flag("--allow-dirty", "changes that somebody else made belong to it"));
    spec.addOption(flag("--refresh-env", "freeze the environment anew"));
    spec.addOption(options("--env", "NAME", "with --refresh-env: freeze this variable too"));
    spec.addOption(flag("--no-daemon", "start no supervisor; what does not pass is parked"));
    spec.addOption(flag("--wait", "wait until it is settled; exit 0 only if it passed"));
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var name = Options.name(words);
    var resume = new Resume(desk.world());
    var file = value(words, "--brief");
    Optional<Brief> brief =
        file.isPresent() ? Optional.of(LaunchVerb.fromFile(file.get())) : Optional.empty();
    if (has(words, "--print-brief")) {
      desk.screen().out().print(resume.brief(name, brief));
      return 0;
    }
    LaunchVerb.announce(words, desk);
    var view =
        resume.run(
            name,
            new Resume.Options(
                brief,
                has(words, "--refresh-env"),
                listed(words, "--env"),
                has(words, "--allow-dirty")));
    LaunchVerb.supervised(words, desk);
    if (!has(words, "--json")) {
      desk.screen().line("workcell %s resumed: run %d".formatted(name, view.cell().run()));
    }
    if (has(words, "--wait")) {
      return WaitVerb.await(desk, name, Optional.empty(), has(words, "--json"));
    }
    if (has(words, "--json")) {
      desk.screen().out().print(desk.world().cells().open(name).statusText());
    }
    return 0;
  }
}
