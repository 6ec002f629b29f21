package dev.workcell.cli;

import dev.workcell.supervise.Service.Note;
import dev.workcell.supervise.ServiceStatus;
import java.util.List;
import java.util.Optional;

/// `workcell service status --json`: one line; `null` where nothing is known.
final class ServiceJson {
  private ServiceJson() {}

  static String line(ServiceStatus status) {
    return "{"
        + String.join(
            ",",
            List.of(
                field("installed", Boolean.toString(status.installed())),
                field("running", known(status, status.running())),
                field("enabled", known(status, status.enabled())),
                field("state", text(status.state())),
                field("starter", text(status.starter())),
                field("unreachable", text(status.unreachable())),
                field("file", text(status.file().toString())),
                field("build", text(status.build())),
                field("present", text(status.present())),
                field(
                    "current",
                    status
                        .build()
                        .map(b -> Boolean.toString(b.equals(status.present())))
                        .orElse("null")),
                field("linger", status.lingering().map(String::valueOf).orElse("null")),
                field("notes", notes(status.notes()))))
        + "}";
  }

  private static String known(ServiceStatus status, boolean answer) {
    return status.standing().isPresent() ? Boolean.toString(answer) : "null";
  }

  private static String notes(List<Note> notes) {
    return notes.stream()
        .map(n -> "{%s,%s}".formatted(field("text", text(n.text())), field("mend", text(n.mend()))))
        .toList()
        .toString();
  }

  private static String field(String name, String json) {
    return "\"%s\":%s".formatted(name, json);
  }

  private static String text(Optional<String> text) {
    return text.map(ServiceJson::text).orElse("null");
  }

  private static String text(String text) {
    var json = new StringBuilder("\"");
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
