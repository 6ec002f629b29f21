package dev.workcell.diagnose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The log of a terminal as text: control sequences are gone, and what a program draws again and
/// again stands there once. Spinners and clocks do not make a line another one.
final class Redraws {
  private static final int REMEMBERED = 400;
  private static final Pattern MOVES =
      Pattern.compile("\u001b\\[[0-9;?]*[ABEFGHdf]|\u001b\\[[0-9;?]*[JK]|\r");
  private static final Pattern FORWARD = Pattern.compile("\u001b\\[[0-9]*C");
  private static final Pattern LIVELY = Pattern.compile("[0-9⠀-⣿◐-◓✢✳✶✻✽·•◦●○■⬝]+");

  private final Set<String> shown =
      Collections.newSetFromMap(
          new LinkedHashMap<String, Boolean>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  static boolean drawn(String line) {
    return line.indexOf('\u001b') >= 0;
  }

  /// What is new in it; empty when nothing is.
  String fresh(String line) {
    var apart = MOVES.matcher(FORWARD.matcher(line).replaceAll(" ")).replaceAll("\n");
    List<String> kept = new ArrayList<>();
    for (var part : PlainText.of(apart).split("\n", -1)) {
      var text = part.strip();
      if (!text.isEmpty() && shown.add(LIVELY.matcher(text).replaceAll("#"))) {
        kept.add(part.stripTrailing());
      }
    }
    return String.join("\n", kept);
  }
}
