package dev.workcell.supervise;

import java.nio.file.Path;
import java.util.Locale;

/// What a group is called whose file does not say.
final class GroupName {
  private GroupName() {}

  /// Of the file `shop.yaml` it is `shop`; of `cells.yaml` the name of its directory.
  static String of(Path file) {
    var name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    var parent = file.getParent();
    var words =
        name.equals("cells") && parent != null && parent.getFileName() != null
            ? parent.getFileName().toString()
            : name;
    var plain = words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
    var cut = plain.substring(0, Math.min(40, plain.length())).replaceAll("-+$", "");
    return cut.isEmpty() ? "cells" : cut;
  }
}
