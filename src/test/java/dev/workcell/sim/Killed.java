package dev.workcell.sim;

/// The process in which this is thrown was killed: nothing of it goes on. An Error, so that nobody
/// who copes with failures takes it for one.
final class Killed extends Error {
  Killed(String point) {
    super(point, null, false, false);
  }
}
