package dev.workcell.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell train`, for the build: does once what people do often, in one process, so that the
/// start-up cache knows the classes for it.
final class TrainVerb implements Verb {
  @Override
  public String name() {
    return "train";
  }

  @Override
  public CommandSpec spec() {
    var spec = Options.command("train", "do once what people do often, for the start-up cache");
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var cli = new Cli(desk);
    cli.run(List.of("quickstart"));
    var home = desk.world().cells().homeId();
    var repo = desk.world().cells().home().resolve("quickstart/quickstart/repo").toString();
    List.of(
            List.of("version"),
            List.of(
                "launch",
                "trained",
                "--repo",
                repo,
                "--allow-dirty",
                "--agent",
                "command",
                "--objective",
                "o",
                "--constraint",
                "c",
                "--done",
                "d",
                "--verify",
                "./check.sh",
                "--wait",
                "--",
                "true"),
            List.of("settle", home + "/trained/0001/1", "--code", "0"),
            List.of("ls"),
            List.of("show", "quickstart"),
            List.of("show", "quickstart", "--json"),
            List.of("logs", "quickstart"),
            List.of("handoff", "quickstart"),
            List.of("diff", "trained", "--stat"),
            List.of("verify", "trained"),
            List.of("wait", "trained"),
            List.of("rm", "trained", "--discard"))
        .forEach(cli::run);
    return 0;
  }
}
