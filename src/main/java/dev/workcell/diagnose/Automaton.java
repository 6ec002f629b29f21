package dev.workcell.diagnose;

import java.util.List;

/// Finds many literals in one pass over bytes (Aho-Corasick, with all transitions made beforehand).
/// Literal `n` is bit `n` of what was found.
final class Automaton {
  /// How many literals one can find.
  static final int MOST = 62;

  private final byte[] classes;
  private final int shift;
  private final short[] next;
  private final long[] found;

  /// The first state that needs a second look; the last one means that a line ended.
  private final int special;

  Automaton(List<byte[]> literals) {
    var tree = new LiteralTree(literals);
    classes = tree.classes();
    shift = tree.shift();
    var order = tree.quietStatesFirst();
    var place = new int[order.length];
    for (var i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    var lineEnd = order.length;
    next = new short[(lineEnd + 1) << shift];
    found = new long[lineEnd + 1];
    var first = lineEnd;
    for (var i = lineEnd - 1; i >= 0; i--) {
      found[i] = tree.found(order[i]);
      first = found[i] == 0 ? first : i;
      for (var c = 0; c < 1 << shift; c++) {
        next[(i << shift) + c] = (short) place[tree.next(order[i], c)];
      }
      next[(i << shift) + classes['\n']] = (short) lineEnd;
    }
    special = first;
  }

  Scan scan() {
    return new Scan();
  }

  /// One pass over output, with what it found in the line that it is in.
  final class Scan {
    private int state;
    private long seen;

    /// Goes on until a line ends.
    ///
    /// @return where the line end is, or `to`
    int upToLineEnd(byte[] bytes, int from, int to) {
      var s = state;
      var lineEnd = found.length - 1;
      var i = from;
      for (; i < to; i++) {
        s = next[(s << shift) + classes[bytes[i] & 0xff]];
        if (s >= special) {
          if (s == lineEnd) {
            break;
          }
          seen |= found[s];
        }
      }
      state = s == lineEnd ? 0 : s;
      return i;
    }

    /// What was found in the line, and forgets it.
    long take() {
      var taken = seen;
      seen = 0;
      state = 0;
      return taken;
    }
  }
}
