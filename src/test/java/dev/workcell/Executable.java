package dev.workcell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Programs that a test writes and that are started at once. They are written by a process of their
/// own: what this JVM has open for writing is open, for a moment, in each process that another test
/// starts just then, and "text file busy" would be the answer to who runs it.
public final class Executable {
  private Executable() {}

  public static Path write(Path file, String text) throws IOException {
    var plain = Files.createTempFile("program", ".text");
    try {
      Files.writeString(plain, text);
      var argv = new String[] {"install", "-m", "755", plain.toString(), file.toString()};
      var code = new ProcessBuilder(argv).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IOException("install ended with %d for %s".formatted(code, file));
      }
      return file;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.delete(plain);
    }
  }
}
