package dev.workcell.supervise;

import dev.workcell.run.Brief;
import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.runbook.CellEntry;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The brief of one workcell of a group: as written in the group's file, or a file of its own with
/// what the whole group shares below it.
final class GroupBrief {
  private static final long LONGEST_BYTES = 1 << 20;

  private GroupBrief() {}

  /// @param beside what paths in the file are relative to
  static Brief of(CellEntry entry, Path beside) throws IOException {
    if (entry.brief().isEmpty()) {
      return Brief.of(entry.objective(), entry.constraints(), entry.done())
          .checked("what is written of " + entry.name());
    }
    var path = beside.resolve(entry.brief().get().text()).normalize();
    var text = new StringBuilder(new Brief(text(path)).checked(path.toString()).text().strip());
    shared(text, "Constraints", entry.constraints());
    shared(text, "Definition of done", entry.done());
    return new Brief(text.append('\n').toString()).checked(path.toString());
  }

  private static void shared(StringBuilder text, String what, List<String> items) {
    if (!items.isEmpty()) {
      text.append("\n\n## %s of the whole group\n\n".formatted(what));
      items.forEach(i -> text.append("- ").append(i.strip().replace("\n", "\n  ")).append('\n'));
    }
  }

  private static String text(Path path) throws IOException {
    try {
      if (Files.size(path) > LONGEST_BYTES) {
        throw noBrief(path, "it has %,d bytes".formatted(Files.size(path)));
      }
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      throw noBrief(path, "it is not there");
    } catch (CharacterCodingException e) {
      throw noBrief(path, "it is not UTF-8 text");
    }
  }

  private static Refusal noBrief(Path path, String why) {
    return new Refusal(Kind.USAGE, "%s is no brief".formatted(path), why, "brief: briefs/one.md");
  }
}
