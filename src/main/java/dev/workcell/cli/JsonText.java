package dev.workcell.cli;

import io.avaje.json.mapper.JsonMapper;
import java.util.Map;

/// What a verb prints with `--json` when it is not one of the files.
final class JsonText {
  private JsonText() {}

  /// One line, without a line end.
  static String of(Map<String, Object> object) {
    return JsonMapper.builder().build().toJson(object);
  }
}
