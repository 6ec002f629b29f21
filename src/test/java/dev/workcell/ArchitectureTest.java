package dev.workcell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Holds direction and purity of the packages, read from the class files.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {
  private static final Path CLASSES = Path.of("target/classes");
  private static final String ROOT = "dev/workcell/";

  /// package -> packages of ours that it may mention
  private static final Map<String, Set<String>> MAY_MENTION =
      Map.ofEntries(
          Map.entry("run", Set.of()),
          Map.entry("runbook", Set.of("run")),
          Map.entry("diagnose", Set.of("run", "runbook")),
          Map.entry("playbook", Set.of("run", "runbook", "diagnose")),
          Map.entry("supervise", Set.of("run", "runbook", "diagnose", "playbook")),
          Map.entry("disk", Set.of("run", "runbook", "diagnose", "supervise")),
          Map.entry("git", Set.of("run", "supervise")),
          Map.entry("host", Set.of("run", "supervise")),
          Map.entry("tmux", Set.of("run", "supervise")),
          Map.entry("notify", Set.of("run", "supervise")),
          Map.entry("daemon", Set.of("run", "runbook", "diagnose", "supervise")),
          Map.entry("cli", Set.of("run", "runbook", "diagnose", "playbook", "supervise")));

  private static final Set<String> PURE = Set.of("run", "runbook", "diagnose", "playbook");

  /// What a pure package never touches: the world and its clocks.
  private static final Pattern WORLD =
      Pattern.compile(
          "java/nio/file/Files|java/io/File.*|java/lang/Process.*|java/lang/Thread.*"
              + "|java/time/Clock|java/lang/Runtime|java/net/.*|java/nio/channels/.*|java/util/Random"
              + "|java/util/concurrent/.*");

  private static final Pattern PLATFORM = Pattern.compile("java/.*|\\[.*|[BCDFIJSZV]");
  private static final Pattern NAME_IN_DESCRIPTOR = Pattern.compile("L([A-Za-z0-9_/$]+)[;<]");

  @Test
  void each_package_mentions_only_the_packages_below_it() throws IOException {
    var wrong = new ArrayList<String>();
    for (var seen : mentions()) {
      if (seen.mentioned.startsWith(ROOT) && seen.from.contains("/")) {
        var to = packageOf(seen.mentioned);
        var from = packageOf(seen.from);
        if (!from.isEmpty()
            && !from.equals(to)
            && !MAY_MENTION.getOrDefault(from, Set.of()).contains(to)) {
          wrong.add(seen.from + " mentions " + seen.mentioned);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void pure_packages_touch_neither_the_world_nor_a_library() throws IOException {
    var wrong = new ArrayList<String>();
    for (var seen : mentions()) {
      var ours = seen.mentioned.startsWith(ROOT) || seen.mentioned.startsWith("org/jspecify/");
      if (PURE.contains(packageOf(seen.from))
          && (WORLD.matcher(seen.mentioned).matches()
              || !(ours || PLATFORM.matcher(seen.mentioned).matches()))) {
        wrong.add(seen.from + " touches " + seen.mentioned);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void only_host_starts_processes() throws IOException {
    var wrong = new ArrayList<String>();
    for (var seen : mentions()) {
      if (seen.mentioned.equals("java/lang/ProcessBuilder")
          && !packageOf(seen.from).equals("host")) {
        wrong.add(seen.from);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void every_package_of_ours_has_its_place_in_the_map() throws IOException {
    var packages = new TreeSet<String>();
    for (var seen : mentions()) {
      packages.add(packageOf(seen.from));
    }
    packages.remove("");
    assertThat(packages).isEqualTo(new TreeSet<>(MAY_MENTION.keySet()));
  }

  /// A test waits for what it wants to see (`Sandbox.until`), never for a time.
  @Test
  void no_test_sleeps() throws IOException {
    var sleepers = new ArrayList<String>();
    try (var files = Files.walk(Path.of("target/test-classes", ROOT))) {
      for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        var model = ClassFile.of().parse(file);
        for (var entry : model.constantPool()) {
          if (entry instanceof MethodRefEntry method
              && method.name().equalsString("sleep")
              && method.owner().asInternalName().startsWith("java/")) {
            sleepers.add(model.thisClass().asInternalName());
          }
        }
      }
    }
    assertThat(sleepers).isEmpty();
  }

  private record Mention(String from, String mentioned) {}

  private static List<Mention> mentions() throws IOException {
    var found = new ArrayList<Mention>();
    try (var files = Files.walk(CLASSES.resolve(ROOT))) {
      for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        var model = ClassFile.of().parse(file);
        var name = model.thisClass().asInternalName();
        for (var entry : model.constantPool()) {
          if (entry instanceof ClassEntry type) {
            found.add(new Mention(name, type.asInternalName().replaceAll("^\\[+L?|;$", "")));
          } else if (entry instanceof Utf8Entry text && text.stringValue().contains(";")) {
            var names = NAME_IN_DESCRIPTOR.matcher(text.stringValue());
            while (names.find()) {
              found.add(new Mention(name, names.group(1)));
            }
          }
        }
      }
    }
    assertThat(found).isNotEmpty();
    return found;
  }

  private static String packageOf(String className) {
    var rest = className.substring(ROOT.length());
    return rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : "";
  }
}
