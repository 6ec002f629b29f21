package dev.workcell.diagnose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Literals as a tree of states, made into a machine: what follows each state on each byte.
final class LiteralTree {
  private static final int NONE = -1;

  private final byte[] classes = new byte[256];
  private final int shift;
  private final List<int[]> next = new ArrayList<>();
  private final List<long[]> found = new ArrayList<>();

  LiteralTree(List<byte[]> literals) {
    var count = 1; // class 0 is every byte that is in none of them
    classes['\n'] = (byte) count++;
    for (var literal : literals) {
      for (var b : literal) {
        if (classes[b & 0xff] == 0) {
          classes[b & 0xff] = (byte) count++;
        }
      }
    }
    shift = 32 - Integer.numberOfLeadingZeros(count);
    state();
    for (var i = 0; i < literals.size(); i++) {
      add(literals.get(i), 1L << i);
    }
    link();
  }

  byte[] classes() {
    return classes.clone();
  }

  /// A state has two to the power of this many transitions.
  int shift() {
    return shift;
  }

  int next(int state, int byteClass) {
    return next.get(state)[byteClass];
  }

  long found(int state) {
    return found.get(state)[0];
  }

  /// States that found something come last, so that one comparison tells them.
  int[] quietStatesFirst() {
    var order = new int[next.size()];
    var at = 0;
    for (var quiet : List.of(true, false)) {
      for (var s = 0; s < order.length; s++) {
        if (quiet == (found(s) == 0)) {
          order[at++] = s;
        }
      }
    }
    return order;
  }

  private int state() {
    var transitions = new int[1 << shift];
    Arrays.fill(transitions, NONE);
    next.add(transitions);
    found.add(new long[1]);
    return next.size() - 1;
  }

  private void add(byte[] literal, long bit) {
    var at = 0;
    for (var b : literal) {
      var byteClass = classes[b & 0xff];
      if (next(at, byteClass) == NONE) {
        next.get(at)[byteClass] = state();
      }
      at = next(at, byteClass);
    }
    found.get(at)[0] |= bit;
  }

  /// Where there is no way on, the longest suffix goes on.
  private void link() {
    var suffix = new int[next.size()];
    var open = new ArrayDeque<Integer>();
    for (var c = 0; c < 1 << shift; c++) {
      if (next(0, c) == NONE) {
        next.getFirst()[c] = 0;
      } else {
        open.add(next(0, c));
      }
    }
    while (!open.isEmpty()) {
      var at = open.remove();
      found.get(at)[0] |= found(suffix[at]);
      for (var c = 0; c < 1 << shift; c++) {
        var to = next(at, c);
        var otherwise = next(suffix[at], c);
        if (to == NONE) {
          next.get(at)[c] = otherwise;
        } else {
          suffix[to] = otherwise;
          open.add(to);
        }
      }
    }
  }
}
