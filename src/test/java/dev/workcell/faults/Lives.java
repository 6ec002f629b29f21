package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import io.avaje.json.mapper.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An agent that fails in its first life, half the work done, and finishes it in its second. Each
/// life leaves a line in a ledger, and each that begins while another lives says so.
///
/// @param name of its workcell
record Lives(Round round, String name, Path agent) {
  /// Ends the first life: `exit 7`, or any other last words of a script.
  static Lives of(Round round, String name, String end) throws IOException {
    var root = round.box().root();
    var body =
        """
        for one in $(cut -d' ' -f1 '%1$s/%2$s-lives'); do
          case "$(cut -d' ' -f3 "/proc/$one/stat" 2>/dev/null)" in
            '' | Z) ;;
            *) echo "$$ beside $one" >>'%1$s/%2$s-beside' ;;
          esac
        done
        echo "$$ $WORKCELL_RUN" >>'%1$s/%2$s-lives'
        echo "at work"
        if [ ! -e half.txt ]; then
          echo half >half.txt
          while [ ! -e '%1$s/%2$s-first' ]; do sleep 0.05; done
          %3$s
        fi
        while [ ! -e '%1$s/%2$s-go' ]; do sleep 0.05; done
        echo done >done.txt
        """
            .formatted(root, name, end);
    Files.createFile(root.resolve(name + "-lives"));
    return new Lives(round, name, round.box().script(root.resolve(name + "-agent"), body));
  }

  static Lives of(Round round) throws IOException {
    return of(round, Round.CELL, "exit 7");
  }

  String[] launching(String... more) {
    var words = new ArrayList<>(List.of("--agent", "command"));
    words.addAll(List.of(more));
    words.addAll(List.of("--", agent.toString()));
    return round.box().launching(name, words.toArray(String[]::new));
  }

  /// Launches, and comes back when the first life works.
  long launchAtWork(String... more) throws IOException {
    Said.yes(round.box().workcell(launching(more)));
    return pid(1);
  }

  /// The pid of a life, once it works.
  long pid(int life) throws IOException {
    Sandbox.until("life %d of the agent works".formatted(life), () -> lives().size() >= life);
    return Long.parseLong(lives().get(life - 1).split(" ", 2)[0]);
  }

  /// The first life may end.
  void endFirst() throws IOException {
    Files.createFile(round.box().root().resolve(name + "-first"));
  }

  /// Whoever lives then may finish the work.
  void finish() throws IOException {
    Files.writeString(round.box().root().resolve(name + "-go"), "");
  }

  List<String> lives() throws IOException {
    return Files.readAllLines(round.box().root().resolve(name + "-lives"));
  }

  /// The workcell went on by itself and passed: two lives, one after the other.
  End passes() throws IOException {
    pid(2); // before that it may be parked for want of a supervisor, until there is one again
    var end = round.end(name);
    assertThat(end.state()).isEqualTo("passed");
    assertThat(end.verdict()).as("our own verdict").isEqualTo("passed");
    assertThat(end.exitCode()).as("the exit code of the agent").isZero();
    assertThat(lives()).as("lives of the agent").hasSize(2);
    orderly(end.run());
    halfIsSaved();
    return end;
  }

  /// Never two at once, no number used twice, no gap in the journal.
  void orderly(int run) throws IOException {
    assertThat(round.box().root().resolve(name + "-beside")).as("agents at once").doesNotExist();
    assertThat(lives()).extracting(it -> it.split(" ", 2)[1]).doesNotHaveDuplicates();
    var prepared = new ArrayList<Object>();
    var seq = 0;
    for (var line : Files.readAllLines(round.box().run(name, run).resolve("journal.jsonl"))) {
      Map<?, ?> event = JsonMapper.builder().build().fromJsonObject(line);
      seq++;
      assertThat(event.get("seq")).as(line).hasToString(String.valueOf(seq));
      if ("prepared".equals(event.get("event"))) {
        prepared.add(String.valueOf(event.get("attempt")));
      }
    }
    assertThat(prepared).as("numbers of attempts").isNotEmpty().doesNotHaveDuplicates();
  }

  /// The half-done tree of the first life is kept under a ref.
  private void halfIsSaved() {
    var refs = round.box().git("for-each-ref", "--format=%(refname)", "refs/workcell").lines();
    assertThat(refs)
        .as("a salvage of the half-done tree")
        .anyMatch(ref ->
            ref.contains("/" + name + "-")
                && round.box().git("ls-tree", "--name-only", ref).contains("half.txt")
                && !round.box().git("ls-tree", "--name-only", ref).contains("done.txt"));
  }
}
