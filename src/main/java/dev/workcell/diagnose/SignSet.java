package dev.workcell.diagnose;

import dev.workcell.runbook.Reading.Kind;
import dev.workcell.runbook.Sign;
import dev.workcell.runbook.Sign.Condition;
import dev.workcell.runbook.Sign.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The signs of one page for one kind of output, made ready to be looked for in many lines.
final class SignSet {
  private static final Pattern EXACT = Pattern.compile("\\^[A-Za-z0-9_ -]+\\$");

  private final Picker picker = new Picker();
  private final List<Ready> signs = new ArrayList<>();
  private final List<String> literals;
  private final List<Long> needs = new ArrayList<>();

  /// @param literals of all signs that are looked for in the same pass; new ones are added
  SignSet(List<Sign> signs, List<String> literals) {
    this.literals = literals;
    for (var sign : signs) {
      this.signs.add(new Ready(sign, picker));
      needs.add(need(sign));
    }
  }

  /// A sign whose pointers have slots.
  static final class Ready {
    private final Sign sign;
    private final List<Test> tests = new ArrayList<>();
    private final Optional<Value> text;
    private final Optional<Value> take;
    private final Optional<Value> resetAt;
    private final Optional<Value> resetAfter;

    Ready(Sign sign, Picker picker) {
      this.sign = sign;
      sign.when().forEach(c -> tests.add(Test.of(c, picker)));
      text = sign.text().map(p -> Value.of(p, picker));
      take = sign.take().map(p -> Value.of(p, picker));
      resetAt = sign.resetAt().map(p -> Value.of(p, picker));
      resetAfter = sign.resetAfter().map(p -> Value.of(p, picker));
    }

    Sign sign() {
      return sign;
    }

    boolean meets(Seen seen) {
      for (var test : tests) {
        if (!test.holds(seen)) {
          return false;
        }
      }
      return !tests.isEmpty();
    }

    Optional<String> text(Seen seen) {
      return text.flatMap(v -> v.in(seen));
    }

    Optional<String> take(Seen seen) {
      return take.flatMap(v -> v.in(seen));
    }

    Optional<String> resetAt(Seen seen) {
      return resetAt.flatMap(v -> v.in(seen));
    }

    Optional<String> resetAfter(Seen seen) {
      return resetAfter.flatMap(v -> v.in(seen));
    }
  }

  private record Test(int slot, Pattern pattern, Optional<String> exact) {
    static Test of(Condition condition, Picker picker) {
      var text = condition.pattern().pattern();
      return new Test(
          Seen.slot(picker, condition.pointer()),
          condition.pattern(),
          EXACT.matcher(text).matches() && condition.pattern().flags() == 0
              ? Optional.of(text.substring(1, text.length() - 1))
              : Optional.empty());
    }

    boolean holds(Seen seen) {
      var value = seen.at(slot);
      if (value == null) {
        return false;
      }
      return exact.isPresent() ? value.equals(exact.get()) : pattern.matcher(value).find();
    }
  }

  private record Value(int slot, Optional<Pattern> group) {
    static Value of(Place place, Picker picker) {
      return new Value(Seen.slot(picker, place.pointer()), place.group());
    }

    Optional<String> in(Seen seen) {
      @Nullable String value = seen.at(slot);
      if (value == null || group.isEmpty()) {
        return Optional.ofNullable(value);
      }
      var found = group.get().matcher(value);
      return found.find() ? Optional.ofNullable(found.group(1)) : Optional.empty();
    }
  }

  boolean isEmpty() {
    return signs.isEmpty();
  }

  List<Ready> meeting(Seen seen) {
    var found = new ArrayList<Ready>();
    for (var ready : signs) {
      if (ready.meets(seen)) {
        found.add(ready);
      }
    }
    return found;
  }

  /// What a line that holds one whole JSON object says; nothing when it does not.
  List<Ready> meeting(byte[] bytes, int start, int end, List<Seen> into) {
    var values = picker.pick(bytes, start, end);
    if (values.length == 0) {
      return List.of();
    }
    var seen = Seen.json(values, bytes, start, end);
    into.add(seen);
    return meeting(seen);
  }

  /// Bits of the literals that a line must hold for this sign; 0 when any line will do.
  private long need(Sign sign) {
    long bits = 0;
    for (var literal : Literals.of(sign)) {
      var place = literals.indexOf(literal);
      if (place < 0 && literals.size() < Automaton.MOST) {
        place = literals.size();
        literals.add(literal);
      }
      bits |= place < 0 ? 0 : 1L << place;
    }
    return bits;
  }

  /// Whether a sign takes what every line tells again, such as the name of the conversation: it is
  /// worth parsing a line only for its first time. One that says which lines it means is looked for
  /// in all of them, since what it takes may change.
  private static boolean onEveryLine(Sign sign) {
    return sign.reading() == Kind.SESSION
        && sign.when().size() == 1
        && sign.take()
            .filter(t -> t.pointer().equals(sign.when().getFirst().pointer()))
            .isPresent();
  }

  /// The least that a line must hold to be worth parsing: one of these, all of its bits.
  ///
  /// @param told kinds that were told already
  long[] needs(Set<Kind> told) {
    var kept = new ArrayList<Long>();
    for (var i = 0; i < signs.size(); i++) {
      var sign = signs.get(i).sign;
      if (!(onEveryLine(sign) && told.contains(sign.reading()))) {
        kept.add(needs.get(i));
      }
    }
    return kept.stream()
        .distinct()
        .filter(need ->
            kept.stream().noneMatch(other -> !other.equals(need) && (other & need) == other))
        .mapToLong(Long::longValue)
        .toArray();
  }
}
