package dev.workcell.disk;

import dev.workcell.run.DiagnosisKind;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Words;
import dev.workcell.runbook.PlaybookPage;
import dev.workcell.supervise.Playbooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The built-in playbook pages, and the operator's own in the configuration directory, which
/// override by name. Read anew each time, so that an edited page counts from then on.
public final class DiskPlaybooks implements Playbooks {
  private final Path own;

  private DiskPlaybooks(Path own) {
    this.own = own;
  }

  /// By the environment: `${XDG_CONFIG_HOME:-~/.config}/workcell/recovery`.
  public static DiskPlaybooks of(Map<String, String> environment) {
    return new DiskPlaybooks(ConfigDirectory.of(environment).resolve("recovery"));
  }

  @Override
  public PlaybookPage find(DiagnosisKind kind) {
    var written = written(kind);
    return PlaybookPage.of(YamlPages.parse(written.source(), written.text()));
  }

  @Override
  public PlaybookPage builtIn(DiagnosisKind kind) {
    var name = Words.of(kind) + ".md";
    return PlaybookPage.of(YamlPages.parse(name, text(name)));
  }

  @Override
  public Written written(DiagnosisKind kind) {
    var name = Words.of(kind) + ".md";
    var file = own.resolve(name);
    return Files.exists(file) && !isEmpty(file)
        ? new Written(file.toString(), true, read(file))
        : new Written(name, false, text(name));
  }

  /// `playbook show KIND > own page` finds the page that the shell has just made.
  private static boolean isEmpty(Path file) {
    return Files.isRegularFile(file) && file.toFile().length() == 0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Refusal(
          Kind.USAGE,
          "%s is not a valid page".formatted(file),
          "it could not be read as UTF-8 text: " + e,
          "ls -l " + file);
    }
  }

  private static String text(String name) {
    try (var in = DiskPlaybooks.class.getResourceAsStream("/skill/recovery/" + name)) {
      if (in == null) {
        throw new IllegalStateException("page %s is not packed into the program".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
