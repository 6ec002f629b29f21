package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox.Result;

/// What a verb answered.
final class Said {
  private Said() {}

  static Result yes(Result result) {
    return with(0, result);
  }

  /// A refusal because of what is there.
  static Result conflict(Result result) {
    return with(4, result);
  }

  static Result notFound(Result result) {
    return with(3, result);
  }

  private static Result with(int code, Result result) {
    assertThat(result.code()).as(result.all()).isEqualTo(code);
    return result;
  }
}
