package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.run.CellIdentity;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CellCodecTest {
  @Test
  void an_identity_comes_back_as_it_was_written() throws Malformed {
    for (var seed = 0; seed < 300; seed++) {
      var identity = new AnyValue(seed).of(CellIdentity.class);

      assertThat(CellCodec.read(CellCodec.write(identity))).isEqualTo(identity);
    }
  }

  @Test
  void the_schema_can_be_read_without_the_rest() throws Malformed {
    assertThat(CellCodec.schema(CellCodec.write(new AnyValue(1).of(CellIdentity.class))))
        .contains(1);
    assertThat(CellCodec.schema("{\"schema\":99,\"all else\":\"is new\"}")).contains(99);
    assertThat(CellCodec.schema("{}")).isEmpty();
  }

  @Test
  void the_environment_comes_back_sorted_and_whole() throws Malformed {
    var environment = Map.of("B", "two\nlines", "A", "", "PATH", "/bin:\u001b\"\\🦀");

    var text = CellCodec.environment(environment);

    assertThat(CellCodec.environment(text)).isEqualTo(environment);
    assertThat(text.indexOf("\"A\"")).isLessThan(text.indexOf("\"B\""));
  }

  @Test
  void a_key_that_is_missing_is_named() {
    var text = CellCodec.write(new AnyValue(1).of(CellIdentity.class)).replace("gitDir", "gitdir");

    assertThatThrownBy(() -> CellCodec.read(text)).hasMessage("gitDir is missing");
    assertThatThrownBy(() -> CellCodec.environment("{\"A\":1}")).hasMessage("env.A is not a text");
  }
}
