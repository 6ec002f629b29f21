package dev.workcell.diagnose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes the values of a few JSON pointers out of the bytes of one object, without building the
/// rest of it. The last of two equal keys counts; `-1` is the last item of a list.
final class Picker {
  private static final int DEEPEST = 200;

  private final Branch root = new Branch();
  private final byte[] open = new byte[DEEPEST + 1];
  private final List<String> pointers = new ArrayList<>();
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private @Nullable String[] values = new String[0];

  /// A place in the tree of pointers.
  private static final class Branch {
    private int slot = -1;
    private final List<byte[]> keys = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();

    @Nullable Branch to(byte[] from, int start, int end) {
      for (var i = 0; i < keys.size(); i++) {
        if (Arrays.equals(keys.get(i), 0, keys.get(i).length, from, start, end)) {
          return branches.get(i);
        }
      }
      return null;
    }
  }

  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken() {
      super("no JSON", null, false, false);
    }
  }

  /// One value of a JSON object; empty when it is not there, or null, or this is no object.
  static Optional<String> value(String json, String pointer) {
    var picker = new Picker();
    var slot = picker.slot(pointer);
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    var values = picker.pick(bytes, 0, bytes.length);
    return values.length == 0 ? Optional.empty() : Optional.ofNullable(values[slot]);
  }

  /// @return the slot of its value
  int slot(String pointer) {
    var known = pointers.indexOf(pointer);
    if (known >= 0) {
      return known;
    }
    var branch = root;
    for (var step : pointer.substring(1).split("/", -1)) {
      var key = step.replace("~1", "/").replace("~0", "~").getBytes(StandardCharsets.UTF_8);
      var next = branch.to(key, 0, key.length);
      if (next == null) {
        next = new Branch();
        branch.keys.add(key);
        branch.branches.add(next);
      }
      branch = next;
    }
    branch.slot = pointers.size();
    pointers.add(pointer);
    return branch.slot;
  }

  /// The values by their slots, `null` where there is none; empty when this is not one whole
  /// object. Text is decoded, numbers stand as they are written, lists and objects as their JSON.
  @Nullable String[] pick(byte[] from, int start, int end) {
    bytes = from;
    at = start;
    this.end = end;
    values = new String[pointers.size()];
    try {
      blank();
      if (at >= end || bytes[at] != '{') {
        return new String[0];
      }
      value(root, 0);
      blank();
      return at == end ? values : new String[0];
    } catch (Broken e) {
      return new String[0];
    }
  }

  private void value(Branch branch, int depth) {
    if (depth > DEEPEST) {
      throw new Broken();
    }
    var start = at;
    switch (peek()) {
      case '{' -> object(branch, depth);
      case '[' -> list(branch, depth);
      case '"' -> {
        skipText();
        if (branch.slot >= 0) {
          values[branch.slot] = text(start + 1, at - 1);
        }
        return;
      }
      default -> {
        skipWord();
        var word = new String(bytes, start, at - start, StandardCharsets.UTF_8);
        if (branch.slot >= 0 && !word.equals("null")) {
          values[branch.slot] = word;
        }
        return;
      }
    }
    if (branch.slot >= 0) {
      values[branch.slot] = new String(bytes, start, at - start, StandardCharsets.UTF_8);
    }
  }

  private void object(Branch branch, int depth) {
    at++;
    blank();
    if (peek() == '}') {
      at++;
      return;
    }
    while (true) {
      var key = at;
      if (peek() != '"') {
        throw new Broken();
      }
      skipText();
      var next = branch.to(bytes, key + 1, at - 1);
      blank();
      expect(':');
      blank();
      if (next == null) {
        skip(depth);
      } else {
        forget(next);
        value(next, depth + 1);
      }
      blank();
      if (peek() == '}') {
        at++;
        return;
      }
      expect(',');
      blank();
    }
  }

  private void list(Branch branch, int depth) {
    var last = branch.to(LAST, 0, LAST.length);
    at++;
    blank();
    if (peek() == ']') {
      at++;
      return;
    }
    for (var i = 0; ; i++) {
      var number = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
      var next = branch.branches.isEmpty() ? null : branch.to(number, 0, number.length);
      var start = at;
      if (last != null) {
        forget(last);
        value(last, depth + 1);
        at = next == null ? at : start;
      }
      if (next != null) {
        value(next, depth + 1);
      } else if (last == null) {
        skip(depth);
      }
      blank();
      if (peek() == ']') {
        at++;
        return;
      }
      expect(',');
      blank();
    }
  }

  private static final byte[] LAST = {'-', '1'};

  private void forget(Branch branch) {
    if (branch.slot >= 0) {
      values[branch.slot] = null;
    }
    branch.branches.forEach(this::forget);
  }

  /// Passes over a value of which nothing is wanted: its text and its brackets must fit.
  private void skip(int depth) {
    if (peek() == '"') {
      skipText();
      return;
    }
    if (peek() != '{' && peek() != '[') {
      skipWord();
      return;
    }
    var level = 0;
    do {
      var c = peek();
      if (c == '"') {
        skipText();
        continue;
      }
      if (c == '{' || c == '[') {
        if (level + depth >= DEEPEST) {
          throw new Broken();
        }
        open[level++] = c;
      } else if (c == '}' || c == ']') {
        if (open[--level] != c - 2) { // '{' and '}', '[' and ']' are two apart
          throw new Broken();
        }
      }
      at++;
    } while (level > 0);
  }

  private void skipText() {
    var i = at + 1;
    var b = bytes;
    while (i < end && b[i] != '"') {
      i += b[i] == '\\' ? 2 : 1;
    }
    if (i >= end) {
      throw new Broken();
    }
    at = i + 1;
  }

  /// A number, true, false, null.
  private void skipWord() {
    var start = at;
    while (at < end && (Character.isLetterOrDigit(bytes[at]) || "+-.".indexOf(bytes[at]) >= 0)) {
      at++;
    }
    if (at == start) {
      throw new Broken();
    }
  }

  private String text(int start, int end) {
    for (var i = start; i < end; i++) {
      if (bytes[i] == '\\') {
        return Escapes.undone(new String(bytes, start, end - start, StandardCharsets.UTF_8));
      }
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private byte peek() {
    if (at >= end) {
      throw new Broken();
    }
    return bytes[at];
  }

  private void expect(char c) {
    if (peek() != c) {
      throw new Broken();
    }
    at++;
  }

  private void blank() {
    while (at < end
        && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
      at++;
    }
  }
}
