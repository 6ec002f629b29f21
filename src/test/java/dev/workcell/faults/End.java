package dev.workcell.faults;

import dev.workcell.Sandbox.Result;
import io.avaje.json.mapper.JsonMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a workcell ended, as `wait --json` tells it.
record End(Map<?, ?> status) {
  static End of(Result waited) {
    if (!waited.out().startsWith("{")) {
      throw new AssertionError(waited.all());
    }
    return new End(JsonMapper.builder().build().fromJsonObject(waited.out()));
  }

  String state() {
    return String.valueOf(status.get("state"));
  }

  String because() {
    return String.valueOf(status.get("because"));
  }

  int run() {
    return status.get("run") instanceof Number n ? n.intValue() : 0;
  }

  int attempt() {
    return status.get("attempt") instanceof Number n ? n.intValue() : 0;
  }

  /// -1 when no code is known.
  int exitCode() {
    return at("exit", "code") instanceof Number n ? n.intValue() : -1;
  }

  /// Who witnessed the end.
  String by() {
    return String.valueOf(at("exit", "by"));
  }

  String verdict() {
    return String.valueOf(at("verify", "verdict"));
  }

  String diagnosis() {
    return String.valueOf(at("diagnosis", "kind"));
  }

  private @Nullable Object at(String key, String inner) {
    return status.get(key) instanceof Map<?, ?> map ? map.get(inner) : null;
  }
}
