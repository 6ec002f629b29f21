package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// docs/faults.md is written by bench/faults; it may lag behind the matrix, never run ahead of it.
@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultsPageTest {
  private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9-]+)` \\|(.*)\\|");

  @Test
  void each_row_of_the_page_is_a_row_of_the_matrix_in_its_words() throws IOException {
    var matrix = Matrix.byId();
    for (var line : lines()) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(matrix).as("rows that exist").containsKey(row.group(1));
        assertThat(line).contains(matrix.get(row.group(1)).fault());
        assertThat(line).contains(matrix.get(row.group(1)).promise());
      }
    }
  }

  @Test
  void each_row_of_the_matrix_is_on_the_page() throws IOException {
    var page = String.join("\n", lines());
    assertThat(Matrix.byId().keySet()).allMatch(id -> page.contains("| `" + id + "` |"));
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(Path.of("docs/faults.md"));
  }
}
