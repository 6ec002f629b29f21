package dev.workcell.disk;

import dev.workcell.run.Event;
import dev.workcell.supervise.Cells.AttemptFiles;
import dev.workcell.supervise.Cells.RunFiles;
import dev.workcell.supervise.Time;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes run and attempt directories that have no name yet.
final class RunFolder {
  /// Given back when the disk is full, so that the last words of a run can still be written.
  private static final int RESERVE_BYTES = 1 << 20;

  private RunFolder() {}

  static void write(Path run, RunFiles files, List<Event> firstLines, Time time)
      throws IOException {
    AtomicFile.makeDirectory(run);
    AtomicFile.writeNew(run.resolve("brief.md"), files.brief(), false);
    if (files.check().isPresent()) {
      AtomicFile.writeNew(run.resolve("verify.sh"), files.check().get(), true);
    }
    AtomicFile.writeNew(run.resolve("agent.log"), "", false);
    AtomicFile.writeNew(run.resolve("handoff.md"), files.handoff(), false);
    AtomicFile.makeDirectory(run.resolve("notes"));
    reserve(run.resolve("reserve"));
    AtomicFile.makeDirectories(run.resolve("attempts"));
    writeAttempt(
        run.resolve("attempts").resolve("1"),
        new AttemptFiles(files.argv(), files.environmentNames(), files.wrapper(), 0, ""));
    new JournalFile(run.resolve("journal.jsonl")).append(0, firstLines, time.now(), time.up());
  }

  static void writeAttempt(Path attempt, AttemptFiles files) throws IOException {
    AtomicFile.makeDirectory(attempt);
    AtomicFile.writeNew(attempt.resolve("argv"), list("argv", files.argv()), false);
    AtomicFile.writeNew(attempt.resolve("env"), list("names", files.environmentNames()), false);
    AtomicFile.writeNew(attempt.resolve("log-start"), files.logStart() + "\n", false);
    if (!files.prompt().isEmpty()) {
      AtomicFile.writeNew(attempt.resolve("prompt.md"), files.prompt(), false);
    }
    AtomicFile.writeNew(attempt.resolve("wrapper"), files.wrapper(), true);
    AtomicFile.syncDirectory(attempt);
  }

  private static String list(String key, List<String> values) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put(key, values);
    return Json.page(object);
  }

  /// Real blocks, not a hole.
  private static void reserve(Path file) throws IOException {
    try (var out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var block = ByteBuffer.allocate(RESERVE_BYTES);
      while (block.hasRemaining()) {
        out.write(block);
      }
    }
  }
}
