package dev.workcell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Next.Remedy;
import dev.workcell.run.Refusal;
import dev.workcell.run.Words;
import dev.workcell.runbook.PlaybookPage;
import dev.workcell.runbook.PlaybookPage.Pause;
import dev.workcell.runbook.PlaybookPage.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlaybookPagesTest {
  private static final String GOOD =
      """
      ---
      diagnosis: rate-limit
      title: The limit is reached
      budget: 7
      remedies:
        - {do: salvage}
        - {do: wait-until, first: 2m, most: 1h, margin: 15s, jitter: 0s}
        - {do: relaunch, times: 2}
        - {do: ask-operator}
      person: when all that was in vain
      ---
      # Body
      """;
  private static final String STEPS = GOOD.substring(GOOD.indexOf("  - {"), GOOD.indexOf("person"));
  private static final Pause USUAL =
      new Pause(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ZERO, Duration.ZERO);

  @Test
  void a_page_becomes_orders() {
    var page = page(GOOD);

    assertThat(page.diagnosis()).isEqualTo(DiagnosisKind.RATE_LIMIT);
    assertThat(page.budget()).isEqualTo(7);
    assertThat(page.remedies())
        .containsExactly(
            new Step(Remedy.SALVAGE, 1, USUAL),
            new Step(
                Remedy.WAIT_UNTIL,
                5,
                new Pause(
                    Duration.ofMinutes(2),
                    Duration.ofHours(1),
                    Duration.ofSeconds(15),
                    Duration.ZERO)),
            new Step(Remedy.RELAUNCH, 2, USUAL),
            new Step(Remedy.ASK_OPERATOR, 1, USUAL));
    assertThat(page.person()).isEqualTo("when all that was in vain");
    assertThat(page.body()).isEqualTo("# Body\n");
    assertThat(page(GOOD.replace("budget: 7\n", "")).budget()).isEqualTo(5);
    assertThat(page(GOOD.replace("do: ask-operator", "do: park")).remedies().getLast().remedy())
        .isEqualTo(Remedy.PARK);
  }

  /// What is broken, and where the refusal must point.
  record Broken(String what, String page, int line, String why) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Broken> broken() {
    return Stream.of(
        new Broken("no diagnosis", GOOD.replace("diagnosis:", "diagnose:"), 2, "'diagnosis'"),
        new Broken("unknown diagnosis", GOOD.replace(": rate-limit", ": tired"), 2, "'tired'"),
        new Broken(
            "a diagnosis that is not the file's",
            GOOD.replace(": rate-limit", ": stuck"),
            2,
            "'stuck' stands in a file named rate-limit.md"),
        new Broken("no title", GOOD.replace("title:", "titel:"), 2, "'title' is missing"),
        new Broken("no person", GOOD.replace("person:", "who:"), 2, "'person' is missing"),
        new Broken("extra key", GOOD.replace("budget: 7", "colour: red"), 4, "'colour'"),
        new Broken("extra key in a step", GOOD.replace("times: 2", "time: 2"), 8, "'time'"),
        new Broken("no remedies", GOOD.replace(STEPS, "").replace("remedies:\n", ""), 2, "no rem"),
        new Broken("an empty list", GOOD.replace(":\n" + STEPS, ": []\n"), 5, "no remedies"),
        new Broken("a list of words", GOOD.replace("{do: salvage}", "salvage"), 6, "no mapping"),
        new Broken("no remedy", GOOD.replace("{do: salvage}", "{times: 1}"), 6, "'do' is missing"),
        new Broken("unknown remedy", GOOD.replace(": salvage", ": pray"), 6, "'pray' is none of"),
        new Broken(
            "an end without a person",
            GOOD.replace("  - {do: ask-operator}\n", ""),
            8,
            "the last remedy is 'relaunch'"),
        new Broken(
            "steps after the end",
            GOOD.replace("{do: salvage}", "{do: park}"),
            7,
            "nothing comes after 'park'"),
        new Broken("never", GOOD.replace("times: 2", "times: 0"), 8, "times is no number from 1"),
        new Broken("for ever", GOOD.replace("times: 2", "times: .inf"), 8, "times is no number"),
        new Broken("less than no budget", GOOD.replace("t: 7", "t: -1"), 4, "budget is no number"),
        new Broken("endless budget", GOOD.replace("t: 7", "t: 21"), 4, "from 0 to 20: 21"),
        new Broken("no unit", GOOD.replace("first: 2m", "first: 2"), 7, "first is no length"),
        new Broken("a list for a time", GOOD.replace("15s", "[15s]"), 7, "margin is no text"),
        new Broken("most below first", GOOD.replace("most: 1h", "most: 1m"), 7, "60s, 120s"),
        new Broken(
            "first above the usual most",
            GOOD.replace("first: 2m, most: 1h", "first: 6m"),
            7,
            "300s, 360s"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void a_broken_page_is_refused_with_its_line(Broken it) {
    assertThatThrownBy(() -> page(it.page))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Refusal.Kind.USAGE);
              assertThat(refusal.why()).startsWith("line %d: ".formatted(it.line)).contains(it.why);
              assertThat(refusal.mend())
                  .isEqualTo("edit rate-limit.md at line %d".formatted(it.line));
            });
  }

  @ParameterizedTest
  @EnumSource(DiagnosisKind.class)
  void every_diagnosis_has_a_page_of_its_name_that_can_be_spent(DiagnosisKind kind) {
    var page = DiskPlaybooks.of(Map.of("HOME", "/nowhere")).find(kind);

    assertThat(page.diagnosis()).isEqualTo(kind);
    assertThat(
            page.remedies().stream().filter(s -> touches(s.remedy())).mapToInt(Step::times).sum())
        .as("no step is out of reach of the budget")
        .isLessThanOrEqualTo(page.budget());
  }

  @ParameterizedTest
  @EnumSource(DiagnosisKind.class)
  void a_body_says_what_its_front_matter_does(DiagnosisKind kind) {
    var page = DiskPlaybooks.of(Map.of("HOME", "/nowhere")).find(kind);
    var sections = page.body().split("(?m)^## ", -1);
    assertThat(sections)
        .satisfiesExactly(
            title -> assertThat(title).startsWith("# "),
            see -> assertThat(see).startsWith("How to see it\n").contains("```sh\n"),
            why -> assertThat(why).startsWith("Why it happens\n"),
            does -> assertThat(does).startsWith("What the machine does\n"),
            hand -> assertThat(hand).startsWith("What to do by hand\n").contains("```sh"));

    var told = sections[3].replaceAll("\\s+", " ");
    var items = told.split(" \\d\\. (?=`)", -1);
    assertThat(items).hasSize(page.remedies().size() + 1);
    for (var i = 0; i < page.remedies().size(); i++) {
      assertThat(items[i + 1])
          .startsWith("`%s`".formatted(Words.of(page.remedies().get(i).remedy())));
      assertThat(items[i + 1]).contains(claims(page.remedies().get(i)));
    }
    assertThat(told).contains("A person is called " + page.person() + ".");
    if (page.remedies().stream().anyMatch(s -> touches(s.remedy()))) {
      assertThat(told).contains("a budget of %d since".formatted(page.budget()));
    }
  }

  /// What must be said of a step: how often, and how long before.
  private static List<String> claims(Step step) {
    var claims = new ArrayList<>(List.of(": "));
    if (step.times() > 1) {
      claims.add("`, %d times: ".formatted(step.times()));
      claims.add("doubled for each one before, at most " + span(step.pause().most()));
    }
    if (touches(step.remedy())) {
      claims.add("after " + span(step.pause().first()));
    }
    if (!step.pause().margin().isZero()) {
      claims.add(span(step.pause().margin()) + " later");
    }
    if (!step.pause().jitter().isZero()) {
      claims.add("up to %s of jitter".formatted(span(step.pause().jitter())));
    }
    return claims;
  }

  /// As it is written in front matter.
  private static String span(Duration span) {
    var seconds = span.toSeconds();
    return seconds % 3600 == 0
        ? seconds / 3600 + "h"
        : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static boolean touches(Remedy remedy) {
    return switch (remedy) {
      case WAIT_UNTIL, RELAUNCH, CONTINUE, RELAUNCH_FRESH, NUDGE -> true;
      case SALVAGE, ASK_OPERATOR, PARK -> false;
    };
  }

  @Test
  void the_operator_s_own_page_overrides_by_name_and_is_read_anew_each_time(@TempDir Path config)
      throws IOException {
    var own = Files.createDirectories(config.resolve("workcell/recovery"));
    var file = own.resolve("rate-limit.md");
    var playbooks = DiskPlaybooks.of(Map.of("XDG_CONFIG_HOME", config.toString()));
    Files.createFile(file);
    assertThat(playbooks.find(DiagnosisKind.RATE_LIMIT).budget())
        .as("an empty page is one that the shell has made for `playbook show > page`")
        .isEqualTo(5);

    Files.writeString(file, GOOD);
    assertThat(playbooks.find(DiagnosisKind.RATE_LIMIT).budget()).isEqualTo(7);
    assertThat(playbooks.written(DiagnosisKind.RATE_LIMIT).own()).isTrue();
    assertThat(playbooks.written(DiagnosisKind.STUCK).own()).isFalse();

    Files.writeString(file, GOOD.replace("t: 7", "t: x"));
    assertThatThrownBy(() -> playbooks.find(DiagnosisKind.RATE_LIMIT))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> assertThat(r.mend()).isEqualTo("edit %s at line 4".formatted(file)));

    Files.write(file, new byte[] {'-', '-', '-', '\n', (byte) 0xff});
    assertThatThrownBy(() -> playbooks.find(DiagnosisKind.RATE_LIMIT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("rate-limit.md is not a valid page");
  }

  private static PlaybookPage page(String text) {
    return PlaybookPage.of(YamlPages.parse("rate-limit.md", text));
  }
}
