package dev.workcell.cli;

import static dev.workcell.cli.Options.has;

import dev.workcell.diagnose.Receipt;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Supervision;
import dev.workcell.supervise.Deliver;
import dev.workcell.supervise.NotifyTest;
import dev.workcell.supervise.NotifyTest.Seen;
import dev.workcell.supervise.PostOffice;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `workcell notify`
final class NotifyVerb implements Verb {
  private static final int NOT_TAKEN = 1;
  private static final int NOT_REACHED = 5;

  @Override
  public String name() {
    return "notify";
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
            "notify",
            "who is told what happens: ls, test NAME, status, retry [NAME]",
            "",
            "ls [NAME]     the receivers that are set up and the adapters there are, or one page",
            "test NAME     tell it something now and say what came back",
            "status        what is on its way, what was given up, and why; exit 1 when something was",
            "retry [NAME]  try now what was given up or is paused");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel("ls|test|status|retry")
            .description("what to do")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .arity("0..1")
            .type(String.class)
            .paramLabel("NAME")
            .description("a receiver of config.yaml, or an adapter")
            .build());
    spec.addOption(Options.json());
    return spec;
  }

  @Override
  public int run(ParseResult words, Desk desk) throws IOException, InterruptedException {
    var what = words.matchedPositionalValue(0, "");
    var name = words.matchedPositionalValue(1, "");
    var json = has(words, "--json");
    return switch (what) {
      case "ls" -> new NotifyTable(desk).ls(name, json);
      case "test" -> test(desk, name, json);
      case "status" -> new NotifyTable(desk).status(new PostOffice(desk.world()).look(), json);
      case "retry" -> retry(desk, name);
      default ->
          throw new Refusal(
              Kind.USAGE,
              "notify has no '%s'".formatted(Text.cut(what, 40)),
              "ls, test, status and retry are known",
              "workcell notify status");
    };
  }

  private static int test(Desk desk, String name, boolean json)
      throws IOException, InterruptedException {
    if (name.isEmpty()) {
      throw new Refusal(
          Kind.USAGE, "notify test takes a NAME", "none was given", "workcell notify ls");
    }
    var result = new NotifyTest(desk.world()).run(name);
    var receipt = result.receipt();
    if (json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("receiver", name);
      object.put("adapter", result.adapter().name());
      object.put("came", came(receipt));
      object.put("said", receipt.said());
      object.put("mend", receipt.mend());
      result.seen().ifPresent(s -> object.put("seen", dev.workcell.run.Words.of(s)));
      desk.screen().line(JsonText.of(object));
    } else if (receipt instanceof Receipt.Accepted(var said)) {
      desk.screen().line("%s took it: %s".formatted(name, said));
      result.seen().ifPresent(s -> desk.screen().line("  " + inWords(s)));
    } else {
      var err = desk.screen().err();
      err.println("%s was not told".formatted(name));
      err.println("  why:  " + receipt.said());
      if (!receipt.mend().isEmpty()) {
        err.println("  mend: " + desk.typed(receipt.mend()));
      }
    }
    return switch (receipt) {
      case Receipt.Accepted _ -> 0;
      case Receipt.Refused _ -> NOT_TAKEN;
      case Receipt.Later _, Receipt.Unknown _ -> NOT_REACHED;
    };
  }

  private static String came(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Accepted _ -> "accepted";
      case Receipt.Refused _ -> "refused";
      case Receipt.Later _ -> "retry";
      case Receipt.Unknown _ -> "unknown";
    };
  }

  private static String inWords(Seen seen) {
    return switch (seen) {
      case YES -> "confirmed: it says that it was seen";
      case NOT_YET -> "unconfirmed: it took it, and does not say that it was seen";
      case COULD_NOT_ASK -> "unconfirmed: it took it, and could not be asked whether it was seen";
    };
  }

  private static int retry(Desk desk, String name) throws IOException, InterruptedException {
    var world = desk.world();
    var dead = new PostOffice(world).retry(Optional.of(name).filter(n -> !n.isEmpty()));
    desk.screen()
        .line("%d given up before %s tried again".formatted(dead, dead == 1 ? "is" : "are"));
    if (world.supervisors().present() == Supervision.UNATTENDED
        && world.post().outbox().stamp() != 0) {
      new Deliver(world, Deliver.Absent.DEAD).pass(Duration.ZERO, world.time().now());
      return new NotifyTable(desk).status(new PostOffice(world).look(), false);
    }
    desk.screen().line("  look    " + desk.typed("workcell notify status"));
    return 0;
  }
}
