package dev.workcell.supervise;

import dev.workcell.runbook.Recipe;
import java.util.List;

/// Port: the recipes, built-in ones and the operator's own.
public interface Recipes {
  /// @throws dev.workcell.run.Refusal if there is none of that name, or its page is wrong
  Recipe find(String name);

  List<String> names();

  /// A page as it is written.
  ///
  /// @throws dev.workcell.run.Refusal if there is none of that name
  Original written(String name);

  /// @param source where it stands
  /// @param own whether it is the operator's
  record Original(String source, String text, boolean own) {}
}
