package dev.workcell.supervise;

import dev.workcell.run.Letter;
import dev.workcell.run.Mailbox;
import dev.workcell.supervise.Cells.LongWork;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Port: the letters of a home, one file each, and what is known of each receiver.
public interface Outbox {
  /// All letters there are.
  List<Letter> letters() throws IOException;

  /// Whether a letter has a file.
  boolean has(String id);

  /// Puts a letter there, unless it is there.
  void add(Letter letter) throws IOException;

  /// Replaces a letter at once.
  void replace(Letter letter) throws IOException;

  void remove(String id) throws IOException;

  /// What is known of all receivers that something was ever sent to.
  List<Mailbox> mailboxes() throws IOException;

  void write(Mailbox mailbox) throws IOException;

  /// Changes whenever a letter comes or goes; a cheap look.
  long stamp();

  /// Runs `body` while nobody else sends; the kernel ends that when we die.
  ///
  /// @return empty when somebody else sends for longer than `patience`
  <T> Optional<T> whileSending(Duration patience, LongWork<T> body)
      throws IOException, InterruptedException;
}
