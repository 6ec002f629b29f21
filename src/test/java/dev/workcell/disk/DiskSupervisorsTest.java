package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.run.Supervision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DiskSupervisorsTest {
  private GoldenCell golden = new GoldenCell(GoldenCell.RECORDED);
  private DiskSupervisors supervisors;
  private Path directory;

  @BeforeEach
  void copy() throws IOException {
    golden = GoldenCell.copied();
    var cells = golden.cells();
    supervisors = new DiskSupervisors(cells, new GoldenCell.StoppedClock());
    directory = Files.createDirectories(cells.home().resolve("supervisor"));
  }

  @AfterEach
  void delete() throws IOException {
    golden.close();
  }

  @Test
  void where_nobody_holds_the_lock_nobody_supervises_whatever_a_dead_one_left() throws IOException {
    Files.writeString(directory.resolve("live"), ProcessHandle.current().pid() + "\n");

    assertThat(supervisors.present()).isEqualTo(Supervision.UNATTENDED);
  }

  @Test
  void another_that_only_asks_is_not_taken_for_a_supervisor() throws IOException {
    try (var _ = FileLockTest.Other.holding(directory.resolve("lock"))) {
      assertThat(supervisors.present()).isEqualTo(Supervision.UNATTENDED);
    }
  }

  @Test
  void who_holds_the_lock_and_says_who_it_is_supervises() throws IOException {
    try (var _ = FileLockTest.Other.holding(directory.resolve("lock"))) {
      Files.writeString(directory.resolve("live"), ProcessHandle.current().pid() + "\nbuild\n");

      assertThat(supervisors.present()).isEqualTo(Supervision.ATTENDED);
      assertThat(supervisors.build()).contains("build");
    }
  }
}
