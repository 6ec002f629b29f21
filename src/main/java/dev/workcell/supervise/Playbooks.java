package dev.workcell.supervise;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.runbook.PlaybookPage;

/// Port: the playbook, built-in pages and the operator's own.
public interface Playbooks {
  /// @throws dev.workcell.run.Refusal if the operator's own page is wrong
  PlaybookPage find(DiagnosisKind kind);
}
