package dev.workcell.diagnose;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns one line of JSON into maps and lists; the library behind it stays outside.
public interface LineParser {
  /// The object, or an empty map when the line holds none.
  Map<String, @Nullable Object> object(String line);
}
