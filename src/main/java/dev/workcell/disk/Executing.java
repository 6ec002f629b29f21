package dev.workcell.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The files of a repo that programs execute or obey as soon as they work in it: agents, editors,
/// direnv, hook runners, package managers.
final class Executing {
  /// All below a directory counts.
  private static final List<String> PLACES =
      List.of(
          ".claude",
          ".mcp.json",
          ".codex",
          ".cursor",
          ".gemini",
          ".opencode",
          "AGENTS.md",
          "AGENTS.override.md",
          "CLAUDE.md",
          "CLAUDE.local.md",
          "GEMINI.md",
          ".github/copilot-instructions.md",
          ".envrc",
          ".mise.toml",
          "mise.toml",
          ".vscode/tasks.json",
          ".vscode/settings.json",
          ".vscode/launch.json",
          ".devcontainer",
          ".husky",
          ".pre-commit-config.yaml",
          "lefthook.yml",
          ".gitmodules");

  /// What package managers run by themselves.
  private static final List<String> LIFECYCLE =
      List.of("preinstall", "install", "postinstall", "prepare", "prepublish", "preprepare");

  private static final long LONGEST = 1 << 20;
  private static final int MOST = 2000;

  private Executing() {}

  static Map<String, String> in(Path top) throws IOException {
    var found = new TreeMap<String, String>();
    for (var place : PLACES) {
      add(top, top.resolve(place), found);
    }
    attributes(top, found);
    scripts(top.resolve("package.json"), found);
    return found;
  }

  private static void add(Path top, Path file, Map<String, String> found) throws IOException {
    var name = top.relativize(file).toString();
    if (found.size() >= MOST) {
      found.put("more than %d files".formatted(MOST), "not listed");
    } else if (Files.isSymbolicLink(file)) {
      var leads = "link to " + Files.readSymbolicLink(file);
      var there = Files.isRegularFile(file) ? ", " + new DiskOutputs().sha256(file) : "";
      found.put(name, leads + there);
    } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      try (var below = Files.list(file)) {
        for (var entry : below.sorted().toList()) {
          add(top, entry, found);
        }
      }
    } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      found.put(name, new DiskOutputs().sha256(file));
    } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      found.put(name, "neither file nor link");
    }
  }

  /// Only when it names filters, drivers or diff commands.
  private static void attributes(Path top, Map<String, String> found) throws IOException {
    var file = top.resolve(".gitattributes");
    if (small(file)
        && new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
            .matches("(?s).*\\b(filter|diff|merge)=.*")) {
      found.put(".gitattributes", new DiskOutputs().sha256(file));
    }
  }

  /// The scripts alone: the rest of the file changes with every dependency.
  private static void scripts(Path file, Map<String, String> found) throws IOException {
    if (!small(file)) {
      return;
    }
    try {
      var scripts = Json.parse(Files.readString(file)).optObject("scripts");
      for (var name : LIFECYCLE) {
        var script = scripts.flatMap(s -> s.value(name));
        script.ifPresent(text ->
            found.put("package.json script " + name, DiskRuleBook.sha256(String.valueOf(text))));
      }
    } catch (Malformed | java.nio.charset.CharacterCodingException e) {
      found.put("package.json, which cannot be read", new DiskOutputs().sha256(file));
    }
  }

  private static boolean small(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LONGEST;
  }
}
