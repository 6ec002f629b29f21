package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.workcell.run.CellName;
import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.RunRecord;
import dev.workcell.run.State;
import dev.workcell.run.Verdict;
import dev.workcell.run.Wanted;
import dev.workcell.supervise.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// A workcell that schema 1 wrote. It is never recorded anew: old files load for ever.
@DisplayNameGeneration(ReplaceUnderscores.class)
class GoldenRunTest {
  private static final Path GOLDEN = GoldenCell.RECORDED;

  private GoldenCell golden = new GoldenCell(GOLDEN);

  @BeforeEach
  void copy() throws IOException {
    golden = GoldenCell.copied();
  }

  @AfterEach
  void delete() throws IOException {
    golden.close();
  }

  @Test
  void its_identity_and_environment_are_read() throws IOException {
    var identity = open().identity();

    assertThat(identity.name()).isEqualTo(new CellName("fix"));
    assertThat(identity.id()).isEqualTo("65c61ffa");
    assertThat(identity.workTree()).isEqualTo(Path.of("/home/ada/repo"));
    assertThat(identity.pins()).containsOnlyKeys("check.sh");
    assertThat(open().environment()).containsEntry("PATH", "/usr/bin:/bin");
  }

  @Test
  void its_runs_add_up_as_they_did() throws IOException, Malformed {
    var view = open().read();

    assertThat(view.cell().run()).isEqualTo(2);
    assertThat(view.cell().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(view.run().state()).isEqualTo(new State.Passed());
    assertThat(view.run().sessionId()).contains("demo-4");

    var first = new JournalFile(golden.file("runs/0001/journal.jsonl"));
    var record = RunRecord.of(first.read());
    assertThat(record.state()).isEqualTo(new State.Parked());
    assertThat(record.claim().ok()).isTrue();
    assertThat(record.verification().orElseThrow().verdict()).isEqualTo(Verdict.FAILED);
    assertThat(record.diagnosis().orElseThrow().kind()).isEqualTo(DiagnosisKind.PARTIAL_COMPLETION);
  }

  @Test
  void its_projection_is_the_recorded_status() throws IOException, Malformed {
    var recorded = Files.readString(GOLDEN.resolve("runs/0002/status.json"));

    var now = open().statusText().replace(golden.home().toString(), "/home/ada/home");

    var then = Json.parse(recorded).map();
    then.remove("budget"); // was reserved, and null
    var today = Json.parse(now).map();
    // more is told of it by now
    assertThat(today.remove("usage"))
        .asInstanceOf(MAP)
        .containsAllEntriesOf((Map<?, ?>) then.remove("usage"));
    assertThat(today).containsAllEntriesOf(then);
    assertThat(open().statusFile()).isEqualTo(new Cell.StatusFile.Current());
  }

  @Test
  void its_witnesses_are_read() throws IOException {
    var witness = open().witness(1, 1);

    assertThat(witness.exit().orElseThrow().code()).isZero();
    assertThat(witness.start().orElseThrow().pid()).isEqualTo(3234);
  }

  private Cell open() throws IOException {
    return golden.open();
  }
}
