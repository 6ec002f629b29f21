package dev.workcell.cli;

import dev.workcell.supervise.Quickstart;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell quickstart`
final class QuickstartVerb implements Verb {
  @Override
  public String name() {
    return "quickstart";
  }

  @Override
  public CommandSpec spec() {
    return Options.command(
        "quickstart",
        "watch a small agent stop half-way, be resumed and pass",
        "",
        "It needs no account and no network. It works in a scratch repo of its own.");
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var screen = desk.screen();
    var progress = new Progress(screen, false);
    return new Quickstart(desk.world())
        .run(
            new Quickstart.Audience() {
              @Override
              public void tell(String text) {
                var indent = text.length() - text.stripLeading().length();
                screen.line(text.substring(0, indent) + desk.typed(text.substring(indent)));
                screen.out().flush();
              }

              @Override
              public void see(dev.workcell.supervise.Cell.View view) {
                progress.see(view);
              }
            });
  }
}
