package dev.workcell.cli;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell completion`
final class CompletionVerb implements Verb {
  @Override
  public String name() {
    return "completion";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
            "completion", "print a completion script", "", "source <(workcell completion bash)");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .type(String.class)
            .paramLabel("bash|zsh|fish")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) {
    var shell = words.matchedPositionalValue(0, "");
    desk.screen()
        .out()
        .print(
            switch (shell) {
              case "bash", "zsh" -> AutoComplete.bash("workcell", Cli.all());
              case "fish" -> fish();
              default ->
                  throw new Refusal(
                      Kind.USAGE,
                      "there is no completion for '%s'".formatted(Text.cut(shell, 40)),
                      "bash, zsh and fish are known",
                      "workcell completion bash");
            });
    return 0;
  }

  /// For the inside of single quotes.
  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }

  private static String fish() {
    var script = new StringBuilder("complete -c workcell -f\n");
    for (var verb : Cli.all().getSubcommands().entrySet()) {
      var about = verb.getValue().getCommandSpec().usageMessage().description();
      script.append(
          "complete -c workcell -n __fish_use_subcommand -a %s -d '%s'\n"
              .formatted(verb.getKey(), quoted(about[0])));
      for (var option : verb.getValue().getCommandSpec().options()) {
        var name = option.longestName();
        if (name.startsWith("--")) {
          script.append(
              "complete -c workcell -n '__fish_seen_subcommand_from %s' -l %s -d '%s'\n"
                  .formatted(
                      verb.getKey(),
                      name.substring(2),
                      option.description().length == 0 ? "" : quoted(option.description()[0])));
        }
      }
    }
    return script.toString();
  }
}
