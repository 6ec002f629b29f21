package dev.workcell.disk;

import dev.workcell.run.Letter;
import dev.workcell.run.Mailbox;
import dev.workcell.supervise.Cells.LongWork;
import dev.workcell.supervise.Outbox;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `supervisor/outbox/`: `KEY.RECEIVER.json` is a letter, `receivers/RECEIVER.json` a mailbox,
/// `sender.lock` is held by who sends. It is made when the first letter comes.
final class DiskOutbox implements Outbox {
  private static final String END = ".json";

  private final Path directory;

  /// @param home of the workcells
  DiskOutbox(Path home) {
    this.directory = home.resolve("supervisor").resolve("outbox");
  }

  @Override
  public List<Letter> letters() throws IOException {
    var letters = new ArrayList<Letter>();
    for (var file : files(directory)) {
      try {
        letters.add(LetterCodec.read(Files.readString(file)));
      } catch (NoSuchFileException e) {
        // delivered just now
      } catch (Malformed e) {
        throw new IOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
      }
    }
    return letters;
  }

  @Override
  public boolean has(String id) {
    return Files.exists(file(id));
  }

  @Override
  public void add(Letter letter) throws IOException {
    if (!Files.isDirectory(mailboxesThere())) {
      AtomicFile.makeDirectories(mailboxesThere());
    }
    try {
      if (!has(letter.id())) {
        AtomicFile.write(file(letter.id()), LetterCodec.write(letter));
      }
    } catch (FileAlreadyExistsException e) {
      // another was first, with the same words
    }
  }

  @Override
  public void replace(Letter letter) throws IOException {
    AtomicFile.write(file(letter.id()), LetterCodec.write(letter));
  }

  @Override
  public void remove(String id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  @Override
  public List<Mailbox> mailboxes() throws IOException {
    var mailboxes = new ArrayList<Mailbox>();
    for (var file : files(mailboxesThere())) {
      try {
        mailboxes.add(LetterCodec.mailbox(Files.readString(file)));
      } catch (Malformed e) {
        throw new IOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
      }
    }
    return mailboxes;
  }

  @Override
  public void write(Mailbox mailbox) throws IOException {
    var file = mailboxesThere().resolve(mailbox.receiver() + END);
    AtomicFile.write(file, LetterCodec.write(mailbox));
  }

  @Override
  public long stamp() {
    try {
      return Files.getLastModifiedTime(directory).to(java.util.concurrent.TimeUnit.NANOSECONDS);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public <T> Optional<T> whileSending(Duration patience, LongWork<T> body)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(mailboxesThere())) {
      AtomicFile.makeDirectories(mailboxesThere());
    }
    try (var _ = FileLock.take(directory.resolve("sender.lock"), patience)) {
      return Optional.of(body.run());
    } catch (FileLock.Busy e) {
      return Optional.empty();
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries
          .filter(e -> e.getFileName().toString().endsWith(END))
          .filter(e -> !e.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private Path file(String id) {
    return directory.resolve(id + END);
  }

  private Path mailboxesThere() {
    return directory.resolve("receivers");
  }
}
