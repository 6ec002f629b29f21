package dev.workcell.diagnose;

import dev.workcell.runbook.Sign.Place;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One thing that signs look at: a JSON line, a line of text, a title, a screen.
final class Seen {
  /// The slots of what is no JSON pointer.
  static final int WHOLE = -1;

  static final int BRIGHT = -2;
  static final int TURN = -3;

  private static final @Nullable String[] NONE = new String[0];

  private final @Nullable String[] values;
  private final byte[] bytes;
  private final int start;
  private final int end;
  private final String bright;
  private final String turn;
  private @Nullable String whole;

  private Seen(
      @Nullable String[] values,
      byte[] bytes,
      int start,
      int end,
      @Nullable String whole,
      String bright,
      String turn) {
    this.values = values;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.whole = whole;
    this.bright = bright;
    this.turn = turn;
  }

  /// A line of JSON; `bytes` are read only when the whole of it is asked for.
  static Seen json(@Nullable String[] values, byte[] bytes, int start, int end) {
    return new Seen(values, bytes, start, end, null, "", "");
  }

  static Seen text(String text) {
    return new Seen(NONE, new byte[0], 0, 0, text, "", "");
  }

  static Seen screen(ScreenText screen, String turn) {
    return new Seen(NONE, new byte[0], 0, 0, screen.whole(), screen.bright(), turn);
  }

  static int slot(Picker picker, String pointer) {
    return switch (pointer) {
      case Place.WHOLE -> WHOLE;
      case Place.BRIGHT -> BRIGHT;
      case Place.TURN -> TURN;
      default -> picker.slot(pointer);
    };
  }

  @Nullable String at(int slot) {
    return switch (slot) {
      case WHOLE -> whole();
      case BRIGHT -> bright;
      case TURN -> turn;
      default -> slot < values.length ? values[slot] : null;
    };
  }

  private String whole() {
    if (whole == null) {
      whole = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
    return whole;
  }
}
