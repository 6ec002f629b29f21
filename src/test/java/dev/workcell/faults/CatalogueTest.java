package dev.workcell.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the catalogue names is there. `-Dfaults.catalogue=FILE` writes it for bench/faults.
@DisplayNameGeneration(ReplaceUnderscores.class)
class CatalogueTest {
  static Stream<Fault> faults() {
    return Catalogue.faults().stream();
  }

  @Test
  void no_number_is_missing() throws IOException {
    assertThat(faults().map(Fault::number))
        .isEqualTo(IntStream.rangeClosed(1, 38).boxed().toList());
    var file = System.getProperty("faults.catalogue", "");
    if (!file.isEmpty()) {
      Files.write(Path.of(file), faults().map(Fault::line).toList());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void each_fault_is_injected_or_says_why_not(Fault fault) {
    assertThat(fault.rows().size() + fault.tests().size() + fault.reduced().length()).isPositive();
    assertThat(fault.line()).doesNotContain("|");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void each_row_that_it_names_is_in_the_matrix(Fault fault) {
    var ids = Matrix.byId().keySet();
    assertThat(fault.rows()).allMatch(word -> !Catalogue.named(word, ids).isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void each_test_that_it_names_is_there(Fault fault) throws ClassNotFoundException {
    for (var test : fault.tests()) {
      var parts = test.split("#", 2);
      var methods = Class.forName("dev.workcell." + parts[0]).getDeclaredMethods();
      assertThat(Arrays.stream(methods).map(m -> m.getName())).as(test).contains(parts[1]);
    }
  }

  @Test
  void each_row_of_the_matrix_is_about_one_of_them_or_a_fault_of_a_verb() {
    var named =
        faults()
            .flatMap(f -> f.rows().stream())
            .flatMap(word -> Catalogue.named(word, Matrix.byId().keySet()).stream())
            .toList();
    assertThat(Matrix.byId().keySet())
        .filteredOn(id -> !named.contains(id))
        .allMatch(id -> id.matches("(terminal|launch|resume|stop|rm)-.*"));
  }
}
