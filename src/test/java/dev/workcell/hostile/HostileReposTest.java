package dev.workcell.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.Sandbox;
import dev.workcell.hostile.Hostile.Place;
import dev.workcell.hostile.Touches.Touch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
class HostileReposTest {
  private static final String RULES =
      "forbidden: [db/**, '*.key', conf, vendor/lib/secret/**]\nprotect: [judge/**]";

  @TestFactory
  Stream<DynamicTest> nothing_of_a_repo_runs_before_consent_and_all_of_it_is_shown() {
    return BeforeConsent.CASES.stream().map(it -> test(it, () -> notBeforeConsent(it)));
  }

  @TestFactory
  Stream<DynamicTest> a_page_that_is_wrong_is_refused_as_a_whole() {
    return BadPages.CASES.stream().map(it -> test(it, () -> refused(it)));
  }

  @TestFactory
  Stream<DynamicTest> what_changes_after_it_was_trusted_is_asked_again() {
    return Changes.CASES.stream().map(it -> test(it, () -> askedAgain(it)));
  }

  @TestFactory
  Stream<DynamicTest> a_forbidden_path_that_was_touched_is_never_passed() {
    return Touches.CASES.stream()
        .map(it -> DynamicTest.dynamicTest(it.id(), () -> neverPassed(it)));
  }

  @Test
  void an_agent_that_keeps_all_rules_passes_and_what_is_not_forbidden_may_be_ignored_files()
      throws IOException {
    try (var box = ruled("")) {
      var done = launch(box, "echo x >other.txt; echo x >a.log; chmod +x README");
      assertThat(done.code()).as(done.all()).isEqualTo(0);
      assertThat(box.state("fix")).isEqualTo("passed");
    }
  }

  private static DynamicTest test(Hostile it, org.junit.jupiter.api.function.Executable body) {
    return DynamicTest.dynamicTest(it.id(), body);
  }

  private static void notBeforeConsent(Hostile it) throws IOException {
    try (var box = Sandbox.open()) {
      var place = new Place(box);
      place.page("env: []");
      it.plant().in(place);
      Files.deleteIfExists(Path.of(place.mark()));

      var launched = box.workcell(box.launching("fix", "--allow-dirty"));
      assertThat(launched.code()).as(launched.all()).isEqualTo(4);
      assertThat(launched.err()).contains("is not trusted", "mend: workcell trust");
      var asked = box.workcell("trust", box.repo().toString());
      assertThat(asked.code()).as("nobody is there to say yes: " + asked.all()).isEqualTo(4);
      assertThat(asked.out()).contains(it.expects());
      plain(asked);
      plain(launched);
      assertThat(box.workcell("trust", box.repo().toString(), "--json").code()).isEqualTo(1);
      assertThat(Path.of(place.mark())).as("nothing of it ran").doesNotExist();
      assertThat(box.repo().resolve("x")).doesNotExist();
      assertThat(box.home().resolve("supervisor/trust.json")).doesNotExist();
      assertThat(box.cell("fix")).doesNotExist();
    }
  }

  private static void refused(Hostile it) throws IOException {
    try (var box = Sandbox.open()) {
      it.plant().in(new Place(box));
      for (var words :
          List.of(
              new String[] {"trust", box.repo().toString(), "--yes"},
              box.launching("fix", "--allow-dirty"))) {
        var done = box.workcell(words);
        assertThat(done.code()).as(done.all()).isEqualTo(2);
        assertThat(done.err()).contains(it.expects(), "  why:  ", "  mend: ");
        plain(done);
      }
      assertThat(box.cell("fix")).doesNotExist();
    }
  }

  private static void askedAgain(Hostile it) throws IOException {
    try (var box = Sandbox.open()) {
      var place = new Place(box);
      place.page("env: []").write(".claude/settings.json", "{}").committed();
      trusted(box);
      it.plant().in(place);

      var launched = box.workcell(box.launching("fix", "--allow-dirty"));
      assertThat(launched.code()).as(launched.all()).isEqualTo(4);
      assertThat(launched.err()).contains("it changed since it was trusted: ", it.expects());
      assertThat(Path.of(place.mark())).doesNotExist();
      assertThat(box.workcell("trust", box.repo().toString()).out())
          .contains("Changed since you trusted it", it.expects());
    }
  }

  private static void neverPassed(Touch it) throws IOException {
    try (var box = ruled(it.check())) {
      var done = launch(box, it.script());
      assertThat(done.code()).as(done.all()).isEqualTo(1);
      assertThat(box.state("fix")).as(done.all()).isEqualTo("parked");
      assertThat(box.value("fix", "diagnosis.kind")).isEqualTo("forbidden-path");
      assertThat(done.out()).contains(it.found());
      plain(done);
      if (!it.id().startsWith("protected") && it.check().isEmpty()) {
        assertThat(box.value("fix", "verify.verdict")).as("its check never ran").isEqualTo("none");
      }
      var verified = box.workcell("verify", "fix");
      assertThat(verified.code()).as(verified.all()).isNotEqualTo(0);
      assertThat(box.workcell("take", "fix", "--commit", "-m", "x").code()).isEqualTo(4);
      if (it.id().equals("no-access")) {
        box.exec(List.of("chmod", "755", box.repo().resolve("db").toString()));
      }
    }
  }

  /// A repo with rules, trusted.
  private static Sandbox ruled(String check) throws IOException {
    var box = Sandbox.open();
    var place = new Place(box);
    var lib = box.root().resolve("lib");
    box.exec(
        List.of(
            "sh",
            "-c",
            "git init -q -b main '%1$s' && cd '%1$s' && mkdir secret && echo s >secret/s && echo o >o && git add -A && git -c user.name=a -c user.email=a@b commit -qm x"
                .formatted(lib)));
    Files.writeString(box.root().resolve("outside.conf"), "x\n");
    Files.createSymbolicLink(box.repo().resolve("conf"), box.root().resolve("outside.conf"));
    place
        .page(RULES)
        .write("db/1.sql", "1\n")
        .write("judge/a", "a\n")
        .write(".gitignore", "*.key\n*.log\n")
        .write("a.key", "secret\n")
        .git(
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "add",
            "-q",
            lib.toString(),
            "vendor/lib")
        .committed();
    if (!check.isEmpty()) {
      box.script(box.repo().resolve("check.sh"), check);
      place.write("helper.sh", "").committed();
    }
    trusted(box);
    return box;
  }

  private static void trusted(Sandbox box) {
    var done = box.workcell("trust", box.repo().toString(), "--yes");
    assertThat(done.code()).as(done.all()).isEqualTo(0);
  }

  private static Sandbox.Result launch(Sandbox box, String script) throws IOException {
    return box.launchScript("fix", "echo done >done.txt\n" + script, "--commit", "--wait");
  }

  /// No control character reaches the terminal.
  private static void plain(Sandbox.Result done) {
    assertThat(done.out() + done.err()).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
  }
}
