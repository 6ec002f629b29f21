package dev.workcell.cli;

import dev.workcell.diagnose.PlainText;
import dev.workcell.run.Letter;
import dev.workcell.run.Letter.Stage;
import dev.workcell.run.Mailbox;
import dev.workcell.run.Words;
import dev.workcell.runbook.Adapter;
import dev.workcell.supervise.PostOffice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What `notify ls` and `notify status` print.
final class NotifyTable {
  private static final int SHOWN = 20;

  private final Desk desk;
  private final Screen screen;

  NotifyTable(Desk desk) {
    this.desk = desk;
    this.screen = desk.screen();
  }

  int ls(String name, boolean json) throws IOException {
    var post = desk.world().post();
    if (!name.isEmpty()) {
      var setUp = post.receivers().stream().filter(r -> r.name().equals(name)).findFirst();
      page(post.adapter(setUp.map(r -> r.adapter()).orElse(name)));
      return 0;
    }
    var receivers = post.receivers();
    if (json) {
      var objects = new ArrayList<String>();
      for (var receiver : receivers) {
        var object = new LinkedHashMap<String, Object>();
        object.put("receiver", receiver.name());
        object.put("adapter", receiver.adapter());
        object.put("events", receiver.events().stream().sorted().map(Words::of).toList());
        objects.add(JsonText.of(object));
      }
      screen.line("[" + String.join(",\n", objects) + "]");
      return 0;
    }
    if (receivers.isEmpty()) {
      screen.line("nobody is told anything: config.yaml has no notify");
    }
    for (var receiver : receivers) {
      screen.line(
          "%s by %s: %s"
              .formatted(
                  screen.bold(receiver.name()),
                  receiver.adapter(),
                  receiver.events().stream()
                      .sorted()
                      .map(Words::of)
                      .collect(Collectors.joining(", "))));
    }
    screen.line();
    screen.line(screen.dim("adapters; `workcell notify ls NAME` shows what one needs:"));
    for (var adapter : post.adapters()) {
      screen.line("  %s%s".formatted(Screen.padded(adapter, 10), post.adapter(adapter).title()));
    }
    return 0;
  }

  private void page(Adapter adapter) {
    screen.line("%s: %s".formatted(screen.bold(adapter.name()), adapter.title()));
    for (var parameter : adapter.parameters()) {
      var name = parameter.name();
      var where =
          parameter.secret() ? "%s-file or %s-env".formatted(name, name) : "%s".formatted(name);
      screen.line("  %s  %s".formatted(Screen.padded(where, 24), parameter.about()));
      parameter
          .env()
          .ifPresent(it -> screen.line("  %s  else $%s".formatted(Screen.padded("", 24), it)));
      parameter
          .otherwise()
          .filter(it -> !it.isEmpty())
          .ifPresent(it -> screen.line("  %s  else %s".formatted(Screen.padded("", 24), it)));
    }
    screen.line();
    screen.out().print(adapter.body());
  }

  /// @return 1 when something was given up
  int status(List<PostOffice.Desk> desks, boolean json) {
    var dead = desks.stream().anyMatch(d -> !d.of(Stage.DEAD).isEmpty());
    if (json) {
      screen.line(
          desks.stream()
              .map(d -> JsonText.of(object(d)))
              .collect(Collectors.joining(",\n", "[", "]")));
      return dead ? 1 : 0;
    }
    if (desks.isEmpty()) {
      screen.line("nobody is told anything: config.yaml has no notify");
    }
    desks.forEach(this::print);
    if (dead) {
      screen.line("  mend    " + desk.typed("workcell notify retry"));
    }
    return dead ? 1 : 0;
  }

  private void print(PostOffice.Desk it) {
    var dead = it.of(Stage.DEAD);
    screen.line(
        "%s%s  %d on their way, %d accepted and to be confirmed, %s"
            .formatted(
                screen.bold(it.name()),
                it.setUp().isPresent() ? "" : " (not set up)",
                it.of(Stage.QUEUED).size(),
                it.of(Stage.ACCEPTED).size(),
                dead.isEmpty() ? "none given up" : screen.red(dead.size() + " given up")));
    it.mailbox().ifPresent(this::print);
    dead.stream().limit(SHOWN).forEach(this::print);
    if (dead.size() > SHOWN) {
      screen.line("  … and %d more: workcell notify status --json".formatted(dead.size() - SHOWN));
    }
  }

  private void print(Mailbox it) {
    var now = desk.world().time().now();
    it.lastAccepted()
        .ifPresent(
            at -> screen.line("  last    %s ago".formatted(Screen.age(Duration.between(at, now)))));
    if (it.failures() > 0) {
      screen.line(
          "  failed  %d times: %s".formatted(it.failures(), PlainText.line(it.said(), 300)));
      it.notBefore().filter(at -> at.isAfter(now)).ifPresent(at -> screen.line("  again   " + at));
      mend(it.mend());
    }
  }

  private void print(Letter it) {
    screen.line(
        "  %s %s, %s ago: %s"
            .formatted(
                screen.red("given up"),
                it.notice().title(),
                Screen.age(Duration.between(it.notice().at(), desk.world().time().now())),
                PlainText.line(it.said(), 300)));
    mend(it.mend());
  }

  private void mend(String mend) {
    if (!mend.isEmpty()) {
      screen.line("  mend    " + desk.typed(mend));
    }
  }

  private static Map<String, Object> object(PostOffice.Desk it) {
    var object = new LinkedHashMap<String, Object>();
    object.put("receiver", it.name());
    object.put("setUp", it.setUp().isPresent());
    object.put("queued", it.of(Stage.QUEUED).size());
    object.put("accepted", it.of(Stage.ACCEPTED).size());
    object.put("dead", it.of(Stage.DEAD).stream().map(NotifyTable::object).toList());
    it.mailbox()
        .ifPresent(box -> {
          object.put("failures", box.failures());
          object.put("said", box.said());
          object.put("mend", box.mend());
          object.put("notBefore", box.notBefore().map(Instant::toString).orElse(""));
          object.put("lastAccepted", box.lastAccepted().map(Instant::toString).orElse(""));
        });
    return object;
  }

  private static Map<String, Object> object(Letter it) {
    var object = new LinkedHashMap<String, Object>();
    object.put("key", it.notice().key());
    object.put("cell", it.notice().cell());
    object.put("event", Words.of(it.notice().kind()));
    object.put("title", it.notice().title());
    object.put("at", it.notice().at().toString());
    object.put("said", it.said());
    object.put("mend", it.mend());
    return object;
  }
}
