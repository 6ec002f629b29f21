package dev.workcell.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// docs/security.md lists the cases of HostileReposTest, each under its name, in its words.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecurityPageTest {
  private static final Path PAGE = Path.of("docs/security.md");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9-]+)` \\| .+ \\|");

  @Test
  void the_page_and_the_cases_are_the_same() throws IOException {
    var onThePage = new TreeSet<String>();
    Files.readAllLines(PAGE).stream().filter(l -> ROW.matcher(l).matches()).forEach(onThePage::add);
    assertThat(onThePage).isEqualTo(new TreeSet<>(rows()));
    assertThat(rows()).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
  }

  private static List<String> rows() {
    var hostile =
        Stream.of(BeforeConsent.CASES, BadPages.CASES, Changes.CASES)
            .flatMap(List::stream)
            .map(it -> row(it.id(), it.does()));
    return Stream.concat(hostile, Touches.CASES.stream().map(it -> row(it.id(), it.does())))
        .toList();
  }

  private static String row(String id, String does) {
    return "| `%s` | %s |".formatted(id, does);
  }
}
