package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Schema;
import dev.workcell.run.GroupPlan;
import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Plans of groups on disk.
@DisplayNameGeneration(ReplaceUnderscores.class)
class GroupCodecTest {
  @Test
  void every_plan_is_read_as_it_was_written_and_fits_its_schema() throws IOException, Malformed {
    var schema = Schema.of("group");
    for (var seed = 0; seed < 60; seed++) {
      var plan = new AnyValue(seed).plausible().of(GroupPlan.class);
      var text = GroupCodec.write(plan);
      assertThat(GroupCodec.read(text)).isEqualTo(plan);
      assertThat(schema.faults(text)).as(text).isEmpty();
    }
  }

  @Test
  void no_value_of_the_environment_is_in_the_words_of_a_plan() {
    for (var seed = 0; seed < 60; seed++) {
      var plan = new AnyValue(seed).of(GroupPlan.class);
      for (var cell : plan.cells()) {
        assertThat(cell.toString()).doesNotContain("environment");
      }
    }
  }
}
