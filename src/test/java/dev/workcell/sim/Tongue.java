package dev.workcell.sim;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// How one kind of agent tells what happens to it: lines as they were recorded from the real ones.
/// What it has no words for it does not tell.
interface Tongue {
  String start();

  String say(String words);

  Optional<String> limit(Optional<Instant> reset);

  Optional<String> failure(Failure what);

  /// Tells that it waits for a limit by itself.
  Optional<String> waiting(Instant reset);

  Optional<String> retrying();

  Optional<String> done();

  /// What a provider answers.
  enum Failure {
    AUTH,
    OVERLOADED,
    NETWORK,
    CONTEXT,
    REFUSAL,
    BILLING,
    MODEL
  }

  static Tongue of(String recipe, String session) {
    return switch (recipe) {
      case "claude-code" -> new Claude(session);
      case "demo" -> new Demo(session);
      default -> new Plain();
    };
  }

  /// Claude Code's stream-json.
  record Claude(String session) implements Tongue {
    private static final Map<Failure, String> SAYS =
        Map.of(
            Failure.AUTH, "\"api_error_status\":401,\"result\":\"Invalid API key\"",
            Failure.OVERLOADED, "\"api_error_status\":529,\"result\":\"Overloaded\"",
            Failure.NETWORK, "\"api_error\":\"connection_failed\",\"result\":\"Connection error\"",
            Failure.CONTEXT, "\"terminal_reason\":\"prompt_too_long\",\"result\":\"Too long\"",
            Failure.REFUSAL, "\"stop_reason\":\"refusal\",\"result\":\"I cannot\"",
            Failure.BILLING, "\"api_error\":\"billing_error\",\"result\":\"Credit balance\"",
            Failure.MODEL, "\"api_error_status\":404,\"result\":\"no such model\"");

    private String line(String rest) {
      return "{%s,\"session_id\":\"%s\"}".formatted(rest, session);
    }

    @Override
    public String start() {
      return line(
          "\"type\":\"system\",\"subtype\":\"init\",\"model\":\"m\",\"claude_code_version\":\"2.1.330\"");
    }

    @Override
    public String say(String words) {
      return line(
          "\"type\":\"assistant\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]}"
              .formatted(words));
    }

    @Override
    public Optional<String> limit(Optional<Instant> reset) {
      return reset.isPresent()
          ? waiting(reset.get())
          : Optional.of(result(true, "\"api_error_status\":429,\"result\":\"Too many requests\""));
    }

    @Override
    public Optional<String> failure(Failure what) {
      return Optional.of(result(true, SAYS.get(what)));
    }

    @Override
    public Optional<String> waiting(Instant reset) {
      return Optional.of(
          line(
              "\"type\":\"rate_limit_event\",\"rate_limit_info\":{\"status\":\"rejected\",\"resetsAt\":%d,\"rateLimitType\":\"five_hour\"}"
                  .formatted(reset.getEpochSecond())));
    }

    @Override
    public Optional<String> retrying() {
      return Optional.of(
          line(
              "\"type\":\"system\",\"subtype\":\"api_retry\",\"attempt\":2,\"error_status\":529,\"error\":\"overloaded\""));
    }

    @Override
    public Optional<String> done() {
      return Optional.of(result(false, "\"result\":\"All of it is done.\""));
    }

    private String result(boolean error, String rest) {
      return line(
          "\"type\":\"result\",\"subtype\":\"success\",\"is_error\":%s,%s".formatted(error, rest));
    }
  }

  /// The demonstration agent's lines.
  record Demo(String session) implements Tongue {
    @Override
    public String start() {
      return "{\"type\":\"start\",\"session\":\"%s\"}".formatted(session);
    }

    @Override
    public String say(String words) {
      return "{\"type\":\"say\",\"text\":\"%s\"}".formatted(words);
    }

    @Override
    public Optional<String> limit(Optional<Instant> reset) {
      return Optional.of(
          "{\"type\":\"limit\",\"text\":\"limit\"%s}"
              .formatted(reset.map(r -> ",\"resetsAt\":" + r.getEpochSecond()).orElse("")));
    }

    @Override
    public Optional<String> failure(Failure what) {
      return what == Failure.AUTH
          ? Optional.of("{\"type\":\"auth\",\"text\":\"refused\"}")
          : Optional.empty();
    }

    @Override
    public Optional<String> waiting(Instant reset) {
      return Optional.empty();
    }

    @Override
    public Optional<String> retrying() {
      return Optional.empty();
    }

    @Override
    public Optional<String> done() {
      return Optional.of("{\"type\":\"result\",\"ok\":true,\"text\":\"done\"}");
    }
  }

  /// Any command line: it has no report of its own, its exit 0 is its claim.
  record Plain() implements Tongue {
    @Override
    public String start() {
      return "begin";
    }

    @Override
    public String say(String words) {
      return words;
    }

    @Override
    public Optional<String> limit(Optional<Instant> reset) {
      return Optional.empty();
    }

    @Override
    public Optional<String> failure(Failure what) {
      return Optional.empty();
    }

    @Override
    public Optional<String> waiting(Instant reset) {
      return Optional.empty();
    }

    @Override
    public Optional<String> retrying() {
      return Optional.empty();
    }

    @Override
    public Optional<String> done() {
      return Optional.empty();
    }
  }
}
