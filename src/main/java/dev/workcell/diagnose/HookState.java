package dev.workcell.diagnose;

import dev.workcell.runbook.Reading.Kind;
import dev.workcell.runbook.Sign.Where;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What hooks were told last of the conversation that was begun last.
final class HookState {
  private Optional<String> session = Optional.empty();
  private Optional<Signs.Fired> last = Optional.empty();

  private HookState() {}

  static Optional<Signs.Fired> of(Signs signs, List<String> events, Instant now) {
    var state = new HookState();
    var number = 1;
    for (var event : events) {
      state.take(signs.fired(Where.HOOK, "hook", number++, event, now));
    }
    return state.last;
  }

  private void take(List<Signs.Fired> event) {
    var named =
        event.stream()
            .filter(f -> f.reading().kind() == Kind.SESSION)
            .flatMap(f -> f.reading().take().stream())
            .findFirst();
    var stands = event.stream().filter(f -> f.reading().kind() != Kind.SESSION).findFirst();
    if (stands.isEmpty()) {
      return;
    }
    if (stands.get().reading().kind() == Kind.STARTING || session.isEmpty()) {
      session = named;
    }
    if (named.isPresent() && !named.equals(session)) {
      return; // another conversation: an older one, or one for a title
    }
    if (!repeats(stands.get())) {
      last = stands;
    }
  }

  /// A reminder of a question that says less than the question did.
  private boolean repeats(Signs.Fired event) {
    return event.reading().kind() == Kind.ASKING
        && event.reading().text().isEmpty()
        && last.filter(f -> f.reading().kind() == Kind.ASKING).isPresent();
  }
}
