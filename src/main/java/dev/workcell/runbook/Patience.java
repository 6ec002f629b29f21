package dev.workcell.runbook;

import java.time.Duration;

/// How long one agent is left alone while nothing comes of it.
///
/// @param silence how long nothing at all may move: no log byte, no CPU, no child, no file
/// @param ownRetries how long it may go on retrying by itself, without another word
public record Patience(Duration silence, Duration ownRetries) {
  /// What a recipe that says nothing gets.
  public static final Patience USUAL = new Patience(Duration.ofMinutes(15), Duration.ofMinutes(20));

  /// Under this, a slow answer would be taken for a death.
  static final Duration SHORTEST = Duration.ofSeconds(10);
}
