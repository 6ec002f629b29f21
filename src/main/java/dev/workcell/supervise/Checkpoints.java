package dev.workcell.supervise;

/// Port: named points between two writes. In production they are silent; a test names one by
/// `WORKCELL_STOP_AT` and finds the supervisor standing still there, to kill it or to let it go on.
public interface Checkpoints {
  void at(String point);
}
