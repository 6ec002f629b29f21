package dev.workcell.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workcell.diagnose.BuiltIn;
import dev.workcell.diagnose.Confusion;
import dev.workcell.diagnose.Confusion.Judged;
import dev.workcell.disk.DiskCorpus;
import dev.workcell.disk.DiskOutputs;
import dev.workcell.supervise.Corpus.Captured;
import dev.workcell.supervise.Corpus.Case;
import dev.workcell.supervise.ReadCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Each recorded run and screen, read with the page of its agent, against the truth about it. The
/// tables in docs/agents.md are made here: `mvn test -Dtest=MatrixTest -Dgolden.write=true`.
@DisplayNameGeneration(ReplaceUnderscores.class)
class MatrixTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final Path PAGE = Path.of("docs/agents.md");
  private static final String BEGIN = "<!-- made by MatrixTest: begin -->\n";
  private static final String END = "<!-- made by MatrixTest: end -->";

  @Test
  void readings_agree_with_the_truth_and_no_mistake_is_a_dangerous_one() throws IOException {
    var all = judged(_ -> true);

    assertThat(all.dangers()).as("dangerous").isEmpty();
    assertThat(all.misses().stream().map(MatrixTest::told).toList()).as(all.summary()).isEmpty();
    assertThat(all.cases()).hasSizeGreaterThan(120);
  }

  @Test
  void the_tables_in_the_docs_are_what_is_read_now() throws IOException {
    var page = Files.readString(PAGE);
    var start = page.indexOf(BEGIN) + BEGIN.length();
    var end = page.indexOf(END);
    assertThat(start).isLessThanOrEqualTo(end);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(PAGE, page.substring(0, start) + tables() + page.substring(end));
      return;
    }
    assertThat(page.substring(start, end)).isEqualTo(tables());
  }

  private static String tables() throws IOException {
    var text = new StringBuilder();
    var byRecipe = new TreeMap<String, List<Judged>>();
    for (var one : cases()) {
      byRecipe.computeIfAbsent(one.recipe().orElseThrow(), _ -> new ArrayList<>()).add(judged(one));
    }
    text.append("| agent | cases | right | dangerous |\n|---|---|---|---|\n");
    byRecipe.forEach((recipe, judged) -> row(text, recipe, new Confusion(judged)));
    row(text, "**all**", judged(_ -> true));
    text.append("\n### Runs\n\n");
    table(text, judged(c -> c.captured() instanceof Captured.Run && !c.textMode()));
    text.append("\n### Runs in text mode, which no recipe asks for\n\n");
    table(text, judged(Case::textMode));
    text.append("\n### Screens\n\n");
    table(text, judged(c -> c.captured() instanceof Captured.Screen));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Confusion confusion) {
    var size = confusion.cases().size();
    text.append(
        "| %s | %d | %d | %d |\n"
            .formatted(name, size, size - confusion.misses().size(), confusion.dangers().size()));
  }

  private static void table(StringBuilder text, Confusion confusion) {
    var rows = confusion.table();
    for (var i = 0; i < rows.size(); i++) {
      text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
      text.append(i == 0 ? "|---".repeat(rows.getFirst().size()) + "|\n" : "");
    }
    text.append('\n').append(confusion.summary()).append(".\n");
  }

  private static Confusion judged(Predicate<Case> wanted) throws IOException {
    var judged = new ArrayList<Judged>();
    for (var one : cases()) {
      if (wanted.test(one)) {
        judged.add(judged(one));
      }
    }
    return new Confusion(judged);
  }

  private static List<Case> cases() throws IOException {
    var known = BuiltIn.names();
    return new DiskCorpus()
        .cases(CORPUS).stream()
            .filter(c -> c.recipe().filter(known::contains).isPresent())
            .toList();
  }

  private static Judged judged(Case one) throws IOException {
    var recipe = BuiltIn.recipe(one.recipe().orElseThrow());
    var read = new ReadCase(new DiskOutputs(), recipe, ZoneOffset.UTC).read(one);
    return new Judged(one.name(), one.truth().orElseThrow(), read.outcome(), one.textMode());
  }

  private static String told(Judged one) {
    return one.name() + ": " + one.wrong().orElse("");
  }
}
