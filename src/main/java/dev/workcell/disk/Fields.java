package dev.workcell.disk;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Typed access to a JSON object; every mismatch names the key.
public record Fields(Map<String, @Nullable Object> map) {

  public Optional<Object> value(String key) {
    return Optional.ofNullable(map.get(key));
  }

  public String text(String key) throws Malformed {
    return optText(key).orElseThrow(() -> missing(key));
  }

  public Optional<String> optText(String key) throws Malformed {
    var value = map.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw new Malformed("%s is not a text: %s".formatted(key, value));
  }

  public long number(String key) throws Malformed {
    return optNumber(key).orElseThrow(() -> missing(key)).longValue();
  }

  public Optional<Number> optNumber(String key) throws Malformed {
    var value = map.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Number number) {
      return Optional.of(number);
    }
    throw new Malformed("%s is not a number: %s".formatted(key, value));
  }

  public Optional<Integer> optInt(String key) throws Malformed {
    return optNumber(key).map(Number::intValue);
  }

  /// Whether the key is there at all.
  public boolean has(String key) {
    return map.containsKey(key);
  }

  public boolean flag(String key) throws Malformed {
    if (map.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw new Malformed("%s is not true or false: %s".formatted(key, map.get(key)));
  }

  public Instant instant(String key) throws Malformed {
    return optInstant(key).orElseThrow(() -> missing(key));
  }

  public Optional<Instant> optInstant(String key) throws Malformed {
    var text = optText(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text.get()));
    } catch (DateTimeParseException e) {
      throw new Malformed("%s is not a time: %s".formatted(key, text.get()));
    }
  }

  /// A number of milliseconds.
  public Duration millis(String key) throws Malformed {
    return Duration.ofMillis(number(key));
  }

  public Fields object(String key) throws Malformed {
    return optObject(key).orElseThrow(() -> missing(key));
  }

  @SuppressWarnings("unchecked")
  public Optional<Fields> optObject(String key) throws Malformed {
    var value = map.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map<?, ?> object) {
      return Optional.of(new Fields((Map<String, @Nullable Object>) object));
    }
    throw new Malformed("%s is not an object: %s".formatted(key, value));
  }

  @SuppressWarnings("unchecked")
  public List<Fields> objects(String key) throws Malformed {
    var found = new ArrayList<Fields>();
    for (var item : list(key)) {
      if (!(item instanceof Map<?, ?> object)) {
        throw new Malformed("%s holds something that is not an object: %s".formatted(key, item));
      }
      found.add(new Fields((Map<String, @Nullable Object>) object));
    }
    return found;
  }

  public List<String> texts(String key) throws Malformed {
    var found = new ArrayList<String>();
    for (var item : list(key)) {
      if (!(item instanceof String text)) {
        throw new Malformed("%s holds something that is not a text: %s".formatted(key, item));
      }
      found.add(text);
    }
    return found;
  }

  /// Empty when it is not there: a later version added it.
  public List<String> optTexts(String key) throws Malformed {
    return map.get(key) == null ? List.of() : texts(key);
  }

  public Map<String, String> textMap(String key) throws Malformed {
    var found = new LinkedHashMap<String, String>();
    for (var entry : object(key).map.entrySet()) {
      if (!(entry.getValue() instanceof String text)) {
        throw new Malformed("%s.%s is not a text".formatted(key, entry.getKey()));
      }
      found.put(entry.getKey(), text);
    }
    return found;
  }

  private List<?> list(String key) throws Malformed {
    if (map.get(key) instanceof List<?> list) {
      return list;
    }
    throw new Malformed("%s is not a list: %s".formatted(key, map.get(key)));
  }

  private static Malformed missing(String key) {
    return new Malformed("%s is missing".formatted(key));
  }
}
