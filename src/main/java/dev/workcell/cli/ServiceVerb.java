package dev.workcell.cli;

import static dev.workcell.cli.Options.flag;
import static dev.workcell.cli.Options.has;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.supervise.Service;
import dev.workcell.supervise.Service.Note;
import dev.workcell.supervise.ServiceStatus;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell service`
final class ServiceVerb implements Verb {
  private static final int NOT_INSTALLED = 3;
  private static final int NOT_RUNNING = 5;

  @Override
  public String name() {
    return "service";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
            "service",
            "start the supervisor at boot, so that a reboot resumes everything",
            "",
            "status exits with 3 when it is not installed and with 5 when it does not run");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel("install|uninstall|status")
            .description("install takes the present build; once more is the same again")
            .build());
    spec.addOption(flag("--print", "install: only print the file that would be written"));
    spec.addOption(flag("--linger", "install: also run loginctl enable-linger"));
    spec.addOption(
        Options.option(
            "--platform", "systemd|launchd", "instead of the one that this machine has"));
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var what = words.matchedPositionalValue(0, "");
    var service =
        Options.value(words, "--platform")
            .map(platform -> Service.on(desk.world(), platform))
            .orElseGet(() -> Service.here(desk.world()));
    return switch (what) {
      case "install" -> install(service, words, desk);
      case "uninstall" -> uninstall(service, desk);
      case "status" -> status(service.status(), has(words, "--json"), desk);
      default ->
          throw new Refusal(
              Kind.USAGE,
              "service has no '%s'".formatted(Text.cut(what, 40)),
              "install, uninstall and status are known",
              "workcell service status");
    };
  }

  private static int install(Service service, ParseResult words, Desk desk)
      throws IOException, InterruptedException {
    var screen = desk.screen();
    if (has(words, "--print")) {
      screen.out().print(service.print().text());
      return 0;
    }
    var done = service.install(has(words, "--linger"));
    screen.line("the supervisor runs, and starts again after a reboot");
    screen.line("  file    " + done.file());
    screen.line("  look    " + desk.typed("workcell service status"));
    notes(done.notes(), desk);
    return 0;
  }

  private static int uninstall(Service service, Desk desk) throws IOException {
    var done = service.uninstall();
    if (done.isEmpty()) {
      desk.screen().line("no service is installed");
      return 0;
    }
    desk.screen().line("the service is removed; open workcells go on, and nobody recovers them");
    desk.screen().line("  file    " + done.get().file());
    notes(done.get().notes(), desk);
    return 0;
  }

  private static void notes(List<Note> notes, Desk desk) {
    for (var note : notes) {
      desk.screen().line("  note    " + note.text());
      if (!note.mend().isEmpty()) {
        desk.screen().line("  mend    " + desk.typed(note.mend()));
      }
    }
  }

  private static int status(ServiceStatus status, boolean json, Desk desk) {
    var screen = desk.screen();
    if (json) {
      screen.line(ServiceJson.line(status));
    } else if (status.installed()) {
      screen.line(
          "the service is installed: %s, %s at boot"
              .formatted(status.state(), status.enabled() ? "starts" : "does not start"));
      screen.line("  starter %s".formatted(status.starter()));
      screen.line("  file    %s".formatted(status.file()));
      screen.line("  build   %s".formatted(status.build().orElse("")));
      notes(status.notes(), desk);
    } else {
      screen.line("no service is installed");
      notes(status.notes(), desk);
    }
    if (!status.installed()) {
      return NOT_INSTALLED;
    }
    return status.running() ? 0 : NOT_RUNNING;
  }
}
