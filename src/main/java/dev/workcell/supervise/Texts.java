package dev.workcell.supervise;

import java.io.IOException;
import java.time.Duration;

/// Port: the texts that are said to the agents of one workcell.
public interface Texts {
  /// Keeps a text of a run under its id, before the journal names it.
  void keep(int run, String id, String text) throws IOException;

  String read(int run, String id) throws IOException;

  /// Runs `work` while nobody else types into the agent of this workcell; the death of who holds
  /// this frees it.
  ///
  /// @return whether `work` was run; false when another holds it for longer than `patience`
  boolean whileTyping(Duration patience, Work work) throws IOException, InterruptedException;

  /// What is typed.
  interface Work {
    void run() throws IOException, InterruptedException;
  }
}
