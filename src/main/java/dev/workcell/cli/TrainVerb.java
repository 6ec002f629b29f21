package dev.workcell.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell train`, for the build: does once what people do often, in one process, so that the
/// start-up cache knows the classes for it. `claude` is then `scripts/train-agent`.
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
    var repo = desk.world().cells().home().resolve("quickstart/quickstart/repo").toString();
    List.of(
            List.of("version"),
            launch("trained", repo, "--wait", "--agent", "command", "--", "true"),
            List.of("ls"),
            List.of("show", "quickstart"),
            List.of("show", "quickstart", "--json"),
            List.of("logs", "quickstart"),
            List.of("handoff", "quickstart"),
            List.of("diff", "trained", "--stat"),
            List.of("verify", "trained"),
            List.of("wait", "trained"),
            // the first attempt crashes, and the supervisor begins the next
            launch("again", repo, "--agent", "claude-code"),
            List.of("supervise"),
            List.of("why", "again"),
            List.of("logs", "again"),
            List.of("check", "--json"),
            List.of("ls", "--all", "--json"),
            List.of("rm", "again", "--discard"),
            List.of("rm", "trained", "--discard"))
        .forEach(cli::run);
    return 0;
  }

  private static List<String> launch(String name, String repo, String... more) {
    var words =
        new ArrayList<>(List.of("launch", name, "--no-daemon", "--repo", repo, "--allow-dirty"));
    words.addAll(List.of("--objective", "o", "--constraint", "c", "--done", "d"));
    words.addAll(List.of("--verify", "./check.sh"));
    words.addAll(List.of(more));
    return words;
  }
}
