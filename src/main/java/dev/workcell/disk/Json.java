package dev.workcell.disk;

import io.avaje.json.mapper.JsonMapper;
import io.avaje.json.stream.JsonStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON text to maps and back. Keys keep their order; unknown values are written as `null`.
public final class Json {
  private static final int DEEPEST = 200;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .jsonStream(JsonStream.builder().serializeNulls(true).serializeEmpty(true).build())
          .build();

  private Json() {}

  /// One line, without a line end.
  public static String line(Map<String, @Nullable Object> object) {
    return MAPPER.toJson(object);
  }

  /// Indented, with a line end.
  public static String page(Map<String, @Nullable Object> object) {
    return MAPPER.map().toJsonPretty(uncast(object)) + "\n";
  }

  /// @throws Malformed if `text` is not one JSON object
  public static Fields parse(String text) throws Malformed {
    checkShape(text);
    try {
      var object = MAPPER.fromJson(text);
      if (!(object instanceof Map<?, ?> map)) {
        throw new Malformed("is not an object");
      }
      return new Fields(cast(map));
    } catch (RuntimeException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  /// The library reads the first object and forgets the rest, and dies of deep nesting; agents may
  /// print either.
  private static void checkShape(String text) throws Malformed {
    var depth = 0;
    var quoted = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        }
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if (depth == 0 && !text.substring(i + 1).isBlank()) {
          throw new Malformed("goes on after its end");
        }
      }
      if (depth > DEEPEST) {
        throw new Malformed("is nested deeper than " + DEEPEST);
      }
    }
  }

  /// The library knows no nullness; the maps are the same.
  @SuppressWarnings({"NullAway", "unchecked"})
  private static Map<String, @Nullable Object> cast(Map<?, ?> object) {
    return (Map<String, @Nullable Object>) object;
  }

  @SuppressWarnings("NullAway")
  private static Map<String, Object> uncast(Map<String, @Nullable Object> object) {
    return object;
  }
}
