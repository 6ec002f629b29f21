package dev.workcell.git;

import dev.workcell.supervise.Commands;
import dev.workcell.supervise.Commands.Command;
import dev.workcell.supervise.Commands.Finished;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How every git of ours is started: nothing of the repo executes, no lock is taken for comfort, no
/// question is asked, and the words of its output are the English ones.
final class GitCommand {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /// The last ones switch off hooks that newer gits take from the configuration, by event.
  private static final List<String> SETTINGS =
      List.of(
          "core.hooksPath=/dev/null",
          "core.fsmonitor=false",
          "core.untrackedCache=false",
          "core.splitIndex=false",
          "core.safecrlf=false",
          "core.quotePath=false",
          "diff.external=",
          "gc.auto=0",
          "maintenance.auto=false",
          "submodule.recurse=false",
          "i18n.commitEncoding=UTF-8",
          "hook.post-index-change.enabled=false",
          "hook.reference-transaction.enabled=false",
          "hook.post-checkout.enabled=false",
          "hook.post-merge.enabled=false");

  private final Commands commands;
  private final Map<String, String> environment;

  GitCommand(Commands commands, Map<String, String> base) {
    this.commands = commands;
    var clean = new HashMap<>(base);
    clean.keySet().removeIf(name -> name.startsWith("GIT_"));
    clean.put("GIT_OPTIONAL_LOCKS", "0");
    clean.put("GIT_TERMINAL_PROMPT", "0");
    clean.put("LC_ALL", "C");
    this.environment = Map.copyOf(clean);
  }

  Optional<String> home() {
    return Optional.ofNullable(environment.get("HOME"));
  }

  Call in(Path directory, String... words) {
    return in(directory, List.of(words));
  }

  Call in(Path directory, List<String> words) {
    var argv = new ArrayList<String>(List.of("git", "--no-pager"));
    for (var setting : SETTINGS) {
      argv.addAll(List.of("-c", setting));
    }
    argv.addAll(List.of("-C", directory.toAbsolutePath().toString()));
    argv.addAll(words);
    return new Call(commands, Command.of(argv, directory, environment).within(LIMIT));
  }

  /// A commit, tree or full ref that no git takes for an option.
  static String revision(String name) {
    if (name.isEmpty() || name.startsWith("-") || name.chars().anyMatch(c -> c <= ' ')) {
      throw new IllegalArgumentException("no revision: '" + Shown.text(name) + "'");
    }
    return name;
  }

  /// Paths as git reads them from stdin with `-z`.
  static byte[] lines(Collection<GitPath> paths) {
    var all = new ByteArrayOutputStream();
    for (var path : paths) {
      all.writeBytes(path.bytes());
      all.write(0);
    }
    return all.toByteArray();
  }

  /// One git, not yet started.
  record Call(Commands commands, Command command) {

    Call fed(byte[] input) {
      return new Call(commands, command.fed(input));
    }

    Call with(Map<String, String> more) {
      var merged = new HashMap<>(command.environment());
      merged.putAll(more);
      return new Call(
          commands,
          new Command(
              command.argv(), command.directory(), merged, command.input(), command.limit()));
    }

    /// Whatever its exit code is.
    Finished run() throws IOException {
      return commands.run(command);
    }

    /// @throws IOException with git's own words if it failed
    Finished done() throws IOException {
      var finished = run();
      if (!finished.ok()) {
        throw failed(finished);
      }
      return finished;
    }

    String line() throws IOException {
      return done().text().strip();
    }

    IOException failed(Finished finished) {
      var words = command.argv();
      var verb = words.indexOf("-C") + 2;
      while (words.get(verb).equals("-c")) {
        verb += 2;
      }
      return new IOException(
          "git %s in %s: %s (%s)"
              .formatted(
                  words.get(verb),
                  Shown.path(command.directory()),
                  Shown.complaint(finished.errorText()),
                  finished.ended()));
    }
  }
}
