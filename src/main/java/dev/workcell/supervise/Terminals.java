package dev.workcell.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Port: the terminals through which people see a workcell. Files are the truth; a terminal that is
/// gone means nothing.
public interface Terminals {
  /// Starts the viewer of a run: a server of its own on `socket` whose pane follows `log`.
  ///
  /// @throws IOException if the server did not come up
  void open(Path socket, Path log, Map<String, String> environment) throws IOException;

  /// Shows an interactive agent's own terminal: the pane of a server on `socket` runs `screen`, and
  /// what it ran before is ended. The server is started when there is none.
  ///
  /// @param directory where `screen` starts
  /// @param screen a command line without a word of the user's
  /// @throws IOException if the server did not come up
  void openScreen(Path socket, Path directory, List<String> screen, Map<String, String> environment)
      throws IOException;

  /// Attaches our terminal to the agent's own; comes back when the person detaches.
  int attachScreen(Path socket, Map<String, String> environment) throws IOException;

  /// What the pane of an interactive agent shows now, with its colours as escape sequences.
  ///
  /// @return empty when no server answers
  Optional<Shown> shown(Path socket, Map<String, String> environment) throws IOException;

  /// Types `bytes` into an agent's terminal, whose keeper reads `keys`.
  ///
  /// @throws IOException if there is no such FIFO
  void type(Path keys, byte[] bytes) throws IOException;

  /// A terminal as it stands.
  ///
  /// @param title as the agent set it
  /// @param text its lines, escape sequences for colours among them
  record Shown(String title, String text) {}

  /// From where on an agent's terminal is shown.
  enum From {
    /// From the first byte of its attempt: it is there in time to answer what the agent asks it.
    START,
    /// From now on; the agent draws everything anew.
    NOW
  }

  /// Attaches our terminal to the workcell; comes back when the person detaches. The renderer lives
  /// as long as the attachment.
  ///
  /// @param directory where the renderer starts
  /// @param renderer the command line that shows the log to people, without a word of the user's
  int attach(Path socket, Path directory, List<String> renderer, Map<String, String> environment)
      throws IOException;

  /// Ends the server, unless a person is attached; then it ends when they detach.
  void close(Path socket, Map<String, String> environment);

  /// Whether a server answers on `socket`.
  boolean answers(Path socket, Map<String, String> environment);
}
