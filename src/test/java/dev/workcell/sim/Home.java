package dev.workcell.sim;

import dev.workcell.run.AttemptId;
import dev.workcell.run.CellName;
import dev.workcell.supervise.Cells.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What lies on the disk of the scripted world.
final class Home {
  static final String ID = "0a0b0c0d";
  static final String CHECK = "#!/bin/sh\nexit 0\n";
  private static final int MOST_RUNS = 24;
  private static final int MOST_ATTEMPTS = 40;

  final Path directory;
  final Map<CellName, Papers> cells = new TreeMap<>();
  final Map<Path, Papers.Log> logs = new HashMap<>();
  final Map<Path, Holder> holders = new HashMap<>();
  final Map<Path, Proc> claims = new HashMap<>();
  int checks;

  /// @param directory an empty real directory
  Home(Path directory) throws IOException {
    this.directory = directory;
    var run = directory.resolve("shared/run");
    for (var attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      Files.createDirectories(run.resolve("attempts").resolve(Integer.toString(attempt)));
    }
    Files.writeString(run.resolve("brief.md"), "## Objective\n\nMend it.\n");
    Files.writeString(run.resolve("verify.sh"), CHECK);
    var runs = Files.createDirectories(directory.resolve("shared/cell/runs"));
    for (var number = 1; number <= MOST_RUNS; number++) {
      Files.createSymbolicLink(runs.resolve(AttemptId.runName(number)), run);
    }
    Files.createDirectories(directory.resolve("cells"));
    Files.createDirectories(directory.resolve("trees"));
  }

  Path cell(CellName name) {
    return directory.resolve("cells").resolve(name.value());
  }

  Path tree(CellName name) {
    return directory.resolve("trees").resolve(name.value());
  }

  /// The real directories behind the paths of a workcell.
  void lay(CellName name) throws IOException {
    Files.createSymbolicLink(cell(name), directory.resolve("shared/cell"));
    Files.createDirectory(tree(name));
  }

  /// The log behind a path that was not asked for before.
  Papers.Log log(Path file) {
    return logs.computeIfAbsent(
        file,
        path -> {
          if (!path.endsWith("agent.log")) {
            return new Papers.Log();
          }
          var run = path.getParent();
          var name = new CellName(run.getParent().getParent().getFileName().toString());
          return cells.get(name).runs.get(Integer.parseInt(run.getFileName().toString())).log;
        });
  }
}
