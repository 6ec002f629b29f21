package dev.workcell.run;

/// What went wrong, in the words that users see.
public enum DiagnosisKind {
  AUTH_FAILURE,
  RATE_LIMIT,
  PARTIAL_COMPLETION,
  VANISHED,
  DIRTY_REPO,
  STUCK,
  ASKING,
  OVERLOADED,
  NETWORK,
  BILLING,
  CONTEXT_FULL,
  MODEL_GONE,
  REFUSAL,
  CRASHED,
  DISK_FULL,
  REBOOTED,
  FORBIDDEN_PATH
}
