package dev.workcell.run;

import java.util.Locale;
import java.util.Optional;

/// How our enums are written in files and commands: `TIMED_OUT` is `timed-out`.
public final class Words {
  private Words() {}

  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The constant that `word` names, or empty if there is none.
  public static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
    for (var constant : type.getEnumConstants()) {
      if (of(constant).equals(word)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }
}
