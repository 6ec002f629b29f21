package dev.workcell.playbook;

import dev.workcell.run.Notice;
import dev.workcell.run.NoticeKind;
import dev.workcell.run.Words;
import dev.workcell.runbook.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Puts notices into words: one as it is, many as one message by what happened and why.
public final class Wording {
  /// More than that nobody reads in one message.
  private static final int MOST = 60;

  private Wording() {}

  /// The values of a template for these notices.
  ///
  /// @param key the idempotency key of the message
  public static Map<String, String> of(List<Notice> notices, String key) {
    var one = notices.getFirst();
    var many = notices.size() > 1;
    var title = many ? title(notices) : one.title();
    var rest = many ? rest(notices) : one.text();
    var command = many ? "workcell ls" : one.command();
    var middle = rest.isEmpty() ? "" : rest + "\n";
    var values = new HashMap<String, String>();
    values.put("title", title);
    values.put("rest", middle + "next: " + command);
    values.put("text", title + "\n" + middle + "next: " + command);
    values.put(
        "line",
        "%s · %snext: %s"
            .formatted(title, rest.isEmpty() ? "" : rest.replace("\n", " · ") + " · ", command));
    values.put("command", command);
    values.put("key", key);
    values.put("cell", many ? "" : one.cell());
    values.put("event", many ? "digest" : Words.of(one.kind()));
    values.put("cause", many ? "" : one.cause());
    values.put("count", Integer.toString(notices.size()));
    values.put(
        "urgency", notices.stream().anyMatch(n -> n.kind().needsPerson()) ? "critical" : "normal");
    values.put(
        "notices", notices.stream().map(Wording::json).collect(Collectors.joining(",", "[", "]")));
    return values;
  }

  /// How many of them, from the first on, have room in a message; at least one.
  public static int fitting(List<Notice> notices, int longest) {
    var count = Math.min(notices.size(), MOST);
    while (count > 1
        && of(notices.subList(0, count), "").getOrDefault("text", "").length() > longest) {
      count--;
    }
    return count;
  }

  private static String title(List<Notice> notices) {
    var groups = groups(notices);
    if (groups.size() == 1) {
      return "%d workcells %s".formatted(notices.size(), groups.keySet().iterator().next());
    }
    var persons = notices.stream().filter(n -> n.kind().needsPerson()).count();
    return "%d notices%s"
        .formatted(notices.size(), persons == 0 ? "" : ", %d need you".formatted(persons));
  }

  private static String rest(List<Notice> notices) {
    var groups = groups(notices);
    var lines = new ArrayList<String>();
    groups.forEach((what, names) -> {
      var list = String.join(", ", names);
      lines.add(groups.size() == 1 ? list : "%d %s: %s".formatted(names.size(), what, list));
    });
    return String.join("\n", lines);
  }

  private static Map<String, List<String>> groups(List<Notice> notices) {
    var groups = new LinkedHashMap<String, List<String>>();
    for (var notice : notices) {
      groups.computeIfAbsent(what(notice), _ -> new ArrayList<>()).add(notice.cell());
    }
    return groups;
  }

  private static String what(Notice it) {
    var what = what(it.kind());
    return it.cause().isEmpty() ? what : what + ": " + it.cause();
  }

  private static String what(NoticeKind kind) {
    return switch (kind) {
      case PASSED -> "passed";
      case UNVERIFIED -> "done, unverified";
      case PARKED -> "need you";
      case ASKING -> "ask you something";
      case WAITING -> "wait";
      case RECOVERED -> "work again";
      case VERIFY_FAILED -> "go on, the check does not pass yet";
    };
  }

  private static String json(Notice it) {
    return "{\"key\":%s,\"cell\":%s,\"run\":%d,\"attempt\":%d,\"event\":%s,\"cause\":%s,\"title\":%s,\"text\":%s,\"command\":%s,\"at\":%s}"
        .formatted(
            Template.quoted(it.key()),
            Template.quoted(it.cell()),
            it.run(),
            it.attempt(),
            Template.quoted(Words.of(it.kind())),
            Template.quoted(it.cause()),
            Template.quoted(it.title()),
            Template.quoted(it.text()),
            Template.quoted(it.command()),
            Template.quoted(it.at().toString()));
  }
}
