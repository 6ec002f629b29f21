package dev.workcell.supervise;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.runbook.PlaybookPage;

/// Port: the playbook, built-in pages and the operator's own. There is a page for every diagnosis.
public interface Playbooks {
  /// @throws dev.workcell.run.Refusal if the operator's own page is wrong
  PlaybookPage find(DiagnosisKind kind);

  /// The page that the program brings.
  PlaybookPage builtIn(DiagnosisKind kind);

  /// The page as it is written, right or wrong.
  Written written(DiagnosisKind kind);

  /// A page before it is read.
  ///
  /// @param source the operator's own file; a bare file name for a built-in page
  /// @param own whether it is the operator's own
  record Written(String source, boolean own, String text) {}
}
