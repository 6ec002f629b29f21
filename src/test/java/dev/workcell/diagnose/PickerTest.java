package dev.workcell.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PickerTest {
  private static final String TEXT =
      """
      {"a":{"b":[{"c":"deep"},2,2.5,true,null]},"x/y":"slash","x~y":"tilde","~1":"both","":"empty",
       "big":1795352669,"list":[],"many":[0,1,2,3,4,5,6,7,8,9,"ten"]}
      """;

  @ParameterizedTest
  @CsvSource({
    "/a/b/0/c, deep",
    "/a/b/1, 2",
    "/a/b/2, 2.5",
    "/a/b/3, true",
    "/x~1y, slash",
    "/x~0y, tilde",
    "/~01, both",
    "/, empty",
    "/big, 1795352669",
    "/many/-1, ten",
    "/many/10, ten"
  })
  void leads_to_the_value_as_text(String pointer, String expected) {
    assertThat(find(pointer)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/b/4",
        "/a/b/5",
        "/a/b/x",
        "/a/b/-2",
        "/a/b/",
        "/a/b/999999999999",
        "/list/-1",
        "/list/0",
        "/nothing",
        "/a/b/0/c/d",
        "/big/0",
        "/a/b/+1"
      })
  void what_is_not_there_is_empty(String pointer) {
    assertThat(find(pointer)).isEmpty();
  }

  private static Optional<String> find(String pointer) {
    var picker = new Picker();
    var slot = picker.slot(pointer);
    var bytes = TEXT.strip().getBytes(StandardCharsets.UTF_8);
    return Optional.ofNullable(picker.pick(bytes, 0, bytes.length)[slot]);
  }
}
