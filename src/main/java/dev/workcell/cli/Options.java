package dev.workcell.cli;

import dev.workcell.run.CellName;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// Small pieces of command lines, the same in all verbs.
final class Options {
  private Options() {}

  static CommandSpec command(String name, String... description) {
    var spec = CommandSpec.create().name(name).mixinStandardHelpOptions(false);
    spec.usageMessage()
        .description(description)
        .synopsisHeading("usage: ")
        .abbreviateSynopsis(false);
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this").build());
    return spec;
  }

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec options(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PositionalParamSpec cell() {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel("NAME")
        .description("the workcell")
        .build();
  }

  static OptionSpec json() {
    return flag("--json", "print JSON");
  }

  static CellName name(ParseResult words) {
    return new CellName(words.matchedPositionalValue(0, ""));
  }

  static boolean has(ParseResult words, String option) {
    return words.hasMatchedOption(option);
  }

  static Optional<String> value(ParseResult words, String option) {
    return Optional.ofNullable(words.<String>matchedOptionValue(option, null));
  }

  static List<String> listed(ParseResult words, String option) {
    return words.matchedOptionValue(option, List.of());
  }

  /// `90s`, `15m`, `2h`, `1d`.
  static Duration span(String option, String text) {
    var number = text.replaceAll("[a-z]+$", "");
    var unit = text.substring(number.length());
    if (!number.matches("[0-9]{1,6}")) {
      throw noSpan(option, text);
    }
    var count = Long.parseLong(number);
    return switch (unit) {
      case "s", "" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> throw noSpan(option, text);
    };
  }

  private static Refusal noSpan(String option, String text) {
    return new Refusal(
        Kind.USAGE,
        "%s takes a length of time".formatted(option),
        "'%s' is none".formatted(text),
        option + " 15m");
  }
}
