package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;
import static dev.workcell.cli.Options.option;
import static dev.workcell.cli.Options.value;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.Take;
import dev.workcell.supervise.Take.Way;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `workcell take`
final class TakeVerb implements Verb {
  @Override
  public String name() {
    return "take";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command("take", "bring the verified tree to your branch, a branch, or a patch");
    spec.addPositional(Options.cell());
    spec.addOption(flag("--commit", "commit it on the branch that is checked out (with -m)"));
    spec.addOption(
        OptionSpec.builder("-m", "--message")
            .type(String.class)
            .arity("1")
            .paramLabel("TEXT")
            .description("the commit message")
            .build());
    spec.addOption(option("--branch", "B", "a new branch with one commit"));
    spec.addOption(option("--patch", "FILE", "a patch for git apply"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    var name = Options.name(words);
    var done = new Take(desk.world()).run(name, way(words, name.value()));
    desk.screen().line("taken: " + done);
    return 0;
  }

  private static Way way(ParseResult words, String name) {
    var branch = value(words, "--branch");
    var patch = value(words, "--patch");
    var count = (has(words, "--commit") ? 1 : 0) + branch.stream().count() + patch.stream().count();
    if (count != 1) {
      throw new Refusal(
          Kind.USAGE,
          "say how to take it",
          "%d of --commit, --branch and --patch were given, and one is wanted".formatted(count),
          "workcell take %s --commit -m 'what it does'".formatted(name));
    }
    if (branch.isPresent()) {
      return new Way.NewBranch(branch.get(), value(words, "--message"));
    }
    if (patch.isPresent()) {
      return new Way.PatchFile(Path.of(patch.get()).toAbsolutePath());
    }
    return new Way.OnBranch(
        value(words, "--message")
            .filter(m -> !m.isBlank())
            .orElseThrow(() ->
                new Refusal(
                    Kind.USAGE,
                    "a commit needs a message",
                    "-m was not given",
                    "workcell take %s --commit -m 'what it does'".formatted(name))));
  }
}
