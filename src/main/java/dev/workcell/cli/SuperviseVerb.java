package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell supervise`
final class SuperviseVerb implements Verb {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "supervise";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command("supervise", "watch and recover every open workcell, until none is open");
    spec.addOption(flag("--stay", "stay when nothing is open, as a service does"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var world = desk.world();
    var stay = has(words, "--stay");
    var build = world.program().buildId();
    var lease = world.supervisors().lead(build);
    while (lease.isEmpty() && stay) {
      world.time().pause(BETWEEN_TRIES); // one that a launch started leaves when nothing is open
      lease = world.supervisors().lead(build);
    }
    if (lease.isEmpty()) {
      throw new Refusal(
          Kind.CONFLICT,
          "no second supervisor was started",
          "another holds %s".formatted(world.cells().home().resolve("supervisor").resolve("lock")),
          "workcell ls   # it takes care of these");
    }
    desk.screen().line("supervising %s".formatted(world.cells().home()));
    desk.daemon().run(world, lease.get(), stay);
    return 0;
  }
}
