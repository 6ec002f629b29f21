package dev.workcell.disk;

import dev.workcell.run.Words;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON object that is being written; keys keep their order.
final class JsonObject {
  private final Map<String, @Nullable Object> map = new LinkedHashMap<>();

  JsonObject put(String key, @Nullable Object value) {
    map.put(key, value instanceof String text ? whole(text) : value);
    return this;
  }

  JsonObject put(String key, Optional<?> value) {
    return put(key, value.isPresent() ? plain(value.get()) : null);
  }

  JsonObject put(String key, Enum<?> value) {
    return put(key, (Object) Words.of(value));
  }

  JsonObject put(String key, Instant value) {
    return put(key, (Object) value.toString());
  }

  JsonObject put(String key, JsonObject value) {
    return put(key, (Object) value.map);
  }

  JsonObject put(String key, List<?> values) {
    return put(key, (Object) values.stream().map(JsonObject::plain).toList());
  }

  private static Object plain(Object value) {
    if (value instanceof JsonObject object) {
      return object.map;
    }
    if (value instanceof String text) {
      return whole(text);
    }
    if (value instanceof Enum<?> word) {
      return Words.of(word);
    }
    if (value instanceof Instant || value instanceof java.nio.file.Path) {
      return value.toString();
    }
    return value;
  }

  /// An agent can print half of a surrogate pair, which no UTF-8 file can hold.
  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  Map<String, @Nullable Object> map() {
    return map;
  }
}
