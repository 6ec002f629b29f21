package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "1",
        "\"text\"",
        "[]",
        "[{}]",
        "{",
        "}",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{'a':1}",
        "{a:1}",
        "{\"a\":tru}",
        "{\"a\":\"open",
        "\u0000{}",
        "\ufeff\ufeff",
        "{\"a\":1} and more",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":1}}"
      })
  void what_is_not_one_object_is_malformed(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(Malformed.class);
  }

  @Test
  void white_space_around_an_object_is_nothing() throws Malformed {
    assertThat(Json.parse(" \n{\"a\":1}\n\t ").number("a")).isEqualTo(1);
  }

  @Test
  void nesting_without_end_is_malformed_and_kills_nobody() {
    for (var open : new String[] {"[", "{\"a\":"}) {
      assertThatThrownBy(() -> Json.parse("{\"a\":" + open.repeat(500_000)))
          .isInstanceOf(Malformed.class);
    }
  }

  @Test
  void whatever_comes_it_is_an_object_or_malformed() {
    var random = new Random(11);
    var pieces =
        new String[] {"{", "}", "[", "]", "\"a\"", ":", ",", "1e", "-", "\\u12", "tru", " "};
    for (var round = 0; round < 20_000; round++) {
      var text = new StringBuilder("{");
      for (var i = random.nextInt(12); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        assertThat(Json.parse(text.toString()).map()).isNotNull();
      } catch (Malformed e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "-1e400",
        "99999999999999999999",
        "1e999999999",
        "0.1e-999999999",
        "123456789012345678901234567890"
      })
  void numbers_beyond_measure_are_malformed_or_numbers(String number) {
    try {
      var in = Json.parse("{\"n\":" + number + "}");
      assertThat(in.optNumber("n")).isPresent();
    } catch (Malformed e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void a_value_of_another_kind_is_malformed_and_names_its_key() throws Malformed {
    var in = Json.parse("{\"t\":\"x\",\"n\":1,\"f\":true,\"l\":[1],\"o\":{},\"z\":null}");

    assertThatThrownBy(() -> in.text("n")).hasMessageContaining("n is not a text");
    assertThatThrownBy(() -> in.number("t")).hasMessageContaining("t is not a number");
    assertThatThrownBy(() -> in.flag("n")).hasMessageContaining("n is not true or false");
    assertThatThrownBy(() -> in.flag("z")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> in.instant("t")).hasMessageContaining("t is not a time");
    assertThatThrownBy(() -> in.object("l")).hasMessageContaining("l is not an object");
    assertThatThrownBy(() -> in.texts("l")).hasMessageContaining("l holds something");
    assertThatThrownBy(() -> in.objects("l")).hasMessageContaining("l holds something");
    assertThatThrownBy(() -> in.texts("o")).hasMessageContaining("o is not a list");
    assertThatThrownBy(() -> in.text("z")).hasMessage("z is missing");
    assertThatThrownBy(() -> in.number("gone")).hasMessage("gone is missing");
    assertThat(in.optText("z")).isEmpty();
    assertThat(in.optObject("gone")).isEmpty();
    assertThat(in.value("f")).contains(true);
  }

  @Test
  void an_unknown_value_is_written_as_null_and_empty_lists_stay() {
    var object =
        new JsonObject().put("a", java.util.Optional.empty()).put("b", java.util.List.of());

    assertThat(Json.line(object.map())).isEqualTo("{\"a\":null,\"b\":[]}");
    assertThat(Json.page(object.map())).endsWith("}\n");
  }
}
