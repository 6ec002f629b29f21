package dev.workcell.disk;

import dev.workcell.run.CellName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Makes values of our records from a seed, by their components; a type that it does not know
/// fails, so that a new one is not forgotten.
final class AnyValue {
  private static final Set<String> HASHES = Set.of("head", "tree", "treeAfter", "commit");

  private final Random random;
  private boolean plausible;

  AnyValue(long seed) {
    random = new Random(seed);
  }

  /// Hashes look like hashes and so on; else a text may be anything.
  AnyValue plausible() {
    plausible = true;
    return this;
  }

  <T> T of(Class<T> type) {
    return type.cast(value(type));
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    var plain = (Class<?>) type;
    if (plain.isEnum()) {
      return pick(plain.getEnumConstants());
    }
    if (plain == CellName.class) {
      return new CellName("cell-" + random.nextInt(100));
    }
    if (plain.isRecord()) {
      return record(plain);
    }
    if (plain.isSealed()) {
      return value(pick(plain.getPermittedSubclasses()));
    }
    return scalar(plain);
  }

  private Object generic(ParameterizedType type) {
    var arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(value(arguments[0]));
    }
    if (type.getRawType() == Map.class) {
      var map = new LinkedHashMap<Object, Object>();
      for (var i = random.nextInt(3); i > 0; i--) {
        map.put(value(arguments[0]), value(arguments[1]));
      }
      return map;
    }
    var list = new ArrayList<Object>();
    for (var i = random.nextInt(3); i > 0; i--) {
      list.add(value(arguments[0]));
    }
    return type.getRawType() == Set.class ? new HashSet<>(list) : list;
  }

  private Object scalar(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "int" -> 1 + random.nextInt(1000);
      case "Integer" -> random.nextInt(256);
      case "long", "Long" -> random.nextLong(1L << 40);
      case "boolean" -> random.nextBoolean();
      case "Double" -> random.nextInt(10_000) / 8192.0;
      case "String" -> pick("", "text", "two\nlines", "\"quoted\" \\ \u001b[1m", "grün 🦀", "null");
      case "Instant" -> Instant.ofEpochMilli(random.nextLong(1L << 41));
      case "Duration" -> Duration.ofMillis(random.nextInt(1 << 30));
      case "Path" -> Path.of("/home/ada/repo" + random.nextInt(9));
      default -> throw new IllegalArgumentException("no value for " + type);
    };
  }

  private Object part(RecordComponent part) {
    var value = value(part.getGenericType());
    if (!plausible) {
      return value;
    }
    return switch (value) {
      case String _ -> text(part.getName());
      case Optional<?> found when found.isPresent() && found.get() instanceof String ->
          Optional.of(text(part.getName()));
      default -> value;
    };
  }

  private String text(String name) {
    if (HASHES.contains(name)) {
      return "0123456789".repeat(4);
    }
    return switch (name) {
      case "logSha256" -> "01234567".repeat(8);
      case "id" -> "cafe0001";
      case "ref" -> "refs/workcell/fix-cafe0001/0001-1-0";
      default -> scalar(String.class).toString();
    };
  }

  private Object record(Class<?> type) {
    try {
      var parts = type.getRecordComponents();
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(Arrays.stream(parts).map(this::part).toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SafeVarargs
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
