package dev.workcell.run;

/// A text for the agent, and how far it has come.
///
/// @param attempt which attempt the step speaks of
public record Say(String id, int attempt, Step step, String because) {

  /// The way of a text. Each step is in the journal before it is taken, except that `PROVED` and
  /// the last two say what was found.
  public enum Step {
    /// For the next attempt, or for the moment when the agent stands idle.
    QUEUED,
    /// About to be typed; until `TYPED` the agent cannot have got it, since Enter comes later.
    BEGUN,
    /// It stands in the agent's composer.
    TYPED,
    /// Enter is about to be pressed.
    ENTERED,
    /// The agent has got it.
    PROVED,
    /// Nobody saw whether the agent has got it, and it is not typed again.
    UNPROVED,
    /// It was not typed.
    REFUSED
  }

  /// Whether the agent certainly has not got it and it is still to be told.
  public boolean isOwed() {
    return step == Step.QUEUED || step == Step.BEGUN || step == Step.TYPED;
  }

  /// Whether somebody has to see it through while its attempt lives.
  public boolean isUnderWay() {
    return step == Step.BEGUN || step == Step.TYPED || step == Step.ENTERED;
  }
}
