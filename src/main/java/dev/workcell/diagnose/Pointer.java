package dev.workcell.diagnose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows a JSON pointer through maps and lists.
final class Pointer {
  private Pointer() {}

  /// The value as text; empty when it is not there or null.
  static Optional<String> text(Map<String, @Nullable Object> root, String pointer) {
    return value(root, pointer).map(Pointer::shown);
  }

  static Optional<Object> value(Map<String, @Nullable Object> root, String pointer) {
    Object at = root;
    for (var step : pointer.substring(1).split("/", -1)) {
      Object next =
          switch (at) {
            case Map<?, ?> map -> map.get(step.replace("~1", "/").replace("~0", "~"));
            case List<?> list -> index(list, step);
            default -> null;
          };
      if (next == null) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(at);
  }

  private static @Nullable Object index(List<?> list, String step) {
    if (step.equals("-1")) {
      return list.isEmpty() ? null : list.getLast();
    }
    var number = step.chars().allMatch(c -> c >= '0' && c <= '9') && step.length() < 6;
    if (!number || step.isEmpty() || Integer.parseInt(step) >= list.size()) {
      return null;
    }
    return list.get(Integer.parseInt(step));
  }

  private static String shown(Object value) {
    if (value instanceof Double number && number == Math.rint(number)) {
      return Long.toString(number.longValue());
    }
    return String.valueOf(value);
  }
}
