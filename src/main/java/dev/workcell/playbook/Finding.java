package dev.workcell.playbook;

import dev.workcell.run.Diagnosis;
import dev.workcell.run.Event.Settled;

/// What an ended attempt comes to before the playbook is asked.
public sealed interface Finding {
  /// It rests here, whatever any page says.
  record Rest(Settled settled) implements Finding {}

  /// Something kept it from its end; the playbook knows what to do about it.
  record Trouble(Diagnosis diagnosis, String because) implements Finding {}
}
