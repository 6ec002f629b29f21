package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;

import dev.workcell.run.Say;
import dev.workcell.run.Say.Step;
import dev.workcell.supervise.Sayable;
import dev.workcell.supervise.Sayable.Controls;
import dev.workcell.supervise.Tell;
import dev.workcell.supervise.Tell.When;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell say`
final class SayVerb implements Verb {
  @Override
  public String name() {
    return "say";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
            "say",
            "tell the agent something",
            "",
            "A live interactive agent that stands idle is told at once, and that it took it is looked for.",
            "For any other the text is kept: it is in the prompt of its next attempt.");
    spec.addPositional(Options.cell());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel("TEXT|-")
            .description("what is said; - reads it from stdin")
            .build());
    spec.addOption(flag("--later", "when an interactive agent works: as soon as it stands idle"));
    spec.addOption(flag("--strip", "leave control characters out instead of refusing them"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var name = Options.name(words);
    var text = words.matchedPositionalValue(1, "");
    var sayable =
        Sayable.of(
            text.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : text,
            has(words, "--strip") ? Controls.STRIPPED : Controls.REFUSED);
    var told =
        new Tell(desk.world()).say(name, sayable, has(words, "--later") ? When.IDLE : When.NOW);
    print(desk, told, sayable);
    return List.of(Step.PROVED, Step.QUEUED).contains(told.step()) ? 0 : 1;
  }

  private static void print(Desk desk, Say told, Sayable sayable) {
    var screen = desk.screen();
    screen.line("%s: %s".formatted(dev.workcell.run.Words.of(told.step()), told.because()));
    if (sayable.stripped() > 0) {
      screen.line("  note: %d control characters were left out".formatted(sayable.stripped()));
    }
  }
}
