package dev.workcell.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Port: the terminals through which people see a workcell. Files are the truth; a terminal that is
/// gone means nothing.
public interface Terminals {
  /// Starts the viewer of a run: a server of its own on `socket` whose pane follows `log`.
  ///
  /// @throws IOException if the server did not come up
  void open(Path socket, Path log, Map<String, String> environment) throws IOException;

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
