package dev.workcell.supervise;

import dev.workcell.diagnose.Outcome;
import dev.workcell.run.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Port: recorded output and screens of agents, with the truth about each.
public interface Corpus {
  /// The cases below a directory, sorted by name.
  ///
  /// @throws dev.workcell.run.Refusal if it is no directory, or a truth in it is no truth
  List<Case> cases(Path directory) throws IOException;

  /// Writes a new case.
  ///
  /// @return its directory
  /// @throws dev.workcell.run.Refusal if there is one of that name
  Path write(Path directory, String name, Case recorded) throws IOException;

  /// One case.
  ///
  /// @param recipe of which agent, as far as it says so
  /// @param at when it ended or was seen, for times in words
  record Case(
      String name,
      Optional<String> recipe,
      Captured captured,
      Instant at,
      Optional<Outcome> truth,
      boolean textMode) {}

  /// What was captured.
  sealed interface Captured {
    /// The output of a run.
    ///
    /// @param exit without a code while it lived
    record Run(Path stdout, Path stderr, Exit exit) implements Captured {}

    /// A terminal of one that lived, or had just died.
    record Screen(Optional<String> screen, Optional<String> title, List<String> hooks, boolean dead)
        implements Captured {
      public Screen {
        hooks = List.copyOf(hooks);
      }
    }
  }
}
