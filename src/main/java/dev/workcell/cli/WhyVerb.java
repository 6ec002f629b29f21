package dev.workcell.cli;

import static dev.workcell.cli.Options.has;

import dev.workcell.diagnose.PlainText;
import dev.workcell.run.Diagnosis;
import dev.workcell.run.Event;
import dev.workcell.run.Event.AgentWaits;
import dev.workcell.run.Event.AttemptCut;
import dev.workcell.run.Event.AttemptEnded;
import dev.workcell.run.Event.AttemptPrepared;
import dev.workcell.run.Event.AttemptVoided;
import dev.workcell.run.Event.LeftoversFound;
import dev.workcell.run.Event.Noticed;
import dev.workcell.run.Event.OutputRead;
import dev.workcell.run.Event.Settled;
import dev.workcell.run.Event.Slept;
import dev.workcell.run.Event.TreeRecorded;
import dev.workcell.run.Event.Verified;
import dev.workcell.run.Words;
import dev.workcell.supervise.Look;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `workcell why`
final class WhyVerb implements Verb {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @Override
  public String name() {
    return "why";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command("why", "the story of a run: evidence, diagnosis, decision, what was not");
    spec.addPositional(Options.cell());
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException {
    var cell = desk.world().cells().open(Options.name(words));
    var view = new Look(desk.world()).at(cell);
    if (has(words, "--json")) {
      desk.screen().out().print(cell.journalText(view.cell().run()));
      return 0;
    }
    var screen = desk.screen();
    screen.line(
        "%s  %s  %s"
            .formatted(
                screen.bold(view.identity().name().value()),
                screen.state(view.run().state(), 0),
                screen.dim(
                    "run %d, attempt %d".formatted(view.cell().run(), view.run().attempt()))));
    for (var line : cell.journal(view.cell().run())) {
      var told = told(line.event());
      if (!told.isEmpty()) {
        print(screen, line.at(), told);
      }
    }
    return 0;
  }

  private static void print(Screen screen, Instant at, List<String> told) {
    var room = screen.columns() == 0 ? Integer.MAX_VALUE : Math.max(20, screen.columns() - 18);
    screen.line("  " + screen.dim(CLOCK.format(at)) + "  " + cut(told.getFirst(), room));
    told.subList(1, told.size()).forEach(more -> screen.line(" ".repeat(18) + cut(more, room)));
  }

  private static String cut(String text, int room) {
    return Text.cut(PlainText.line(text, 4000), room);
  }

  /// The first line tells what happened, the others why.
  private static List<String> told(Event event) {
    return switch (event) {
      case AttemptPrepared it ->
          List.of(
              "attempt %d: %s%s"
                  .formatted(
                      it.attempt(),
                      it.because(),
                      it.settings().resumes().map(s -> " (conversation " + s + ")").orElse("")));
      case AttemptVoided it ->
          List.of("attempt %d is void: %s".formatted(it.attempt(), it.because()));
      case AgentWaits it -> List.of("the agent waits by itself: " + it.because());
      case Event.AgentAsks it -> List.of("the agent asks: " + it.question());
      case Event.TurnEnded it -> List.of("the agent says that it is done: " + it.words());
      case Event.TextSaid it ->
          List.of("text %s is %s: %s".formatted(it.id(), Words.of(it.step()), it.because()));
      case AttemptCut it -> evidence("we end the attempt: " + kind(it.diagnosis()), it.diagnosis());
      case Slept it -> List.of("the machine stood still for %d s".formatted(it.gap().toSeconds()));
      case AttemptEnded it ->
          List.of(
              "it ended: %s, by %s"
                  .formatted(
                      it.exit().code().map(c -> "exit " + c).orElse("no code is known"),
                      Words.of(it.exit().by())));
      case LeftoversFound it ->
          List.of("%d processes were left over and ended".formatted(it.leftovers().size()));
      case TreeRecorded it ->
          List.of(
              "the work tree is %s%s"
                  .formatted(
                      it.changed() ? "changed" : "as it was",
                      it.salvage().map(s -> ", saved as " + s.ref()).orElse("")));
      case OutputRead it ->
          List.of(
              "the agent says: %s"
                  .formatted(it.claim().text().orElse(Words.of(it.claim().says()))));
      case Verified it ->
          List.of(
              "verify.sh: %s, %s"
                  .formatted(Words.of(it.verification().verdict()), it.verification().because()));
      case Settled it -> decision(it);
      case Event.CredentialRefused it ->
          List.of("the credential was refused (fingerprint %s)".formatted(it.credential()));
      case Noticed it -> List.of("noticed: " + it.what());
      case Event.RunBegun _,
          Event.WantedSet _,
          Event.NoticeQueued _,
          Event.NoticeDelivered _,
          Event.BaselineTaken _,
          Event.AttemptStarted _,
          Event.AgentSeen _,
          Event.WorkClaimed _,
          Event.WorkTaken _ ->
          List.of();
    };
  }

  private static List<String> decision(Settled it) {
    var lines = new ArrayList<String>();
    lines.add("%s: %s".formatted(it.state().word(), it.because()));
    it.diagnosis().ifPresent(d -> lines.addAll(evidence("diagnosis " + kind(d), d)));
    it.next()
        .ifPresent(n ->
            lines.add(
                "next %s%s"
                    .formatted(Words.of(n.remedy()), n.at().map(at -> " at " + at).orElse(""))));
    it.rejected().forEach(r -> lines.add("not " + r));
    return lines;
  }

  private static List<String> evidence(String head, Diagnosis diagnosis) {
    var lines = new ArrayList<String>();
    lines.add(head);
    diagnosis.evidence().forEach(e -> lines.add("  %s: %s".formatted(e.source(), e.text())));
    return lines;
  }

  private static String kind(Diagnosis diagnosis) {
    return Words.of(diagnosis.kind())
        + diagnosis.resetAt().map(at -> ", resets at " + at).orElse("");
  }
}
