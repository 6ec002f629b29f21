package dev.workcell.disk;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// `$WORKCELL_HOME`: where all workcells of a person lie. A socket in it is full shell access, so
/// it is ours alone: a real directory, owned by us, closed to others, and not where a cleaner
/// deletes.
record Home(Path directory, String id) {
  /// The kernel's limit on a socket path (108 with the final NUL; 104 on macOS).
  private static final int LONGEST_SOCKET = 103;

  private static final List<Path> SWEPT = List.of(Path.of("/tmp"), Path.of("/var/tmp"));

  /// Where the home is by the environment.
  ///
  /// @throws Refusal if neither WORKCELL_HOME nor HOME says it
  static Path locate(Map<String, String> environment) {
    var named = environment.getOrDefault("WORKCELL_HOME", "");
    if (!named.isEmpty()) {
      return Path.of(named).toAbsolutePath().normalize();
    }
    var state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (state.startsWith("/")) {
      return Path.of(state, "workcell").normalize();
    }
    var home = environment.getOrDefault("HOME", "");
    if (!home.startsWith("/")) {
      throw new Refusal(
          Kind.MISSING,
          "there is no place for workcells",
          "WORKCELL_HOME is not set and HOME is '%s'".formatted(home),
          "export WORKCELL_HOME=/path/to/a/directory/of/yours");
    }
    return Path.of(home, ".local", "state", "workcell").normalize();
  }

  /// Makes the directory if needed and checks it.
  ///
  /// @throws Refusal if it is not safe or not writable
  static Home open(Path wanted, long userId) {
    checkPlace(wanted);
    checkLength(wanted);
    try {
      if (!Files.exists(wanted, LinkOption.NOFOLLOW_LINKS)) {
        AtomicFile.makeDirectories(wanted);
      }
      checkOwner(wanted, userId);
      var real = wanted.toRealPath();
      checkPlace(real);
      checkLength(real);
      for (var part : List.of("app", "s", "cells", "claims", "supervisor", "worktrees", "groups")) {
        if (!Files.isDirectory(real.resolve(part))) {
          AtomicFile.makeDirectories(real.resolve(part));
        }
      }
      return new Home(real, identify(real));
    } catch (IOException e) {
      throw unwritable(wanted, e);
    }
  }

  private static void checkPlace(Path path) {
    for (var swept : SWEPT) {
      if (path.startsWith(swept)) {
        throw refused(
            path,
            "it lies in %s, which the system empties while workcells run".formatted(swept),
            "export WORKCELL_HOME=\"$HOME/.local/state/workcell\"");
      }
    }
  }

  private static void checkLength(Path path) {
    var bytes = path.toString().getBytes(StandardCharsets.UTF_8).length + "/s/00000000".length();
    if (bytes > LONGEST_SOCKET) {
      throw refused(
          path,
          "a tmux socket in it would have a path of %d bytes, and a socket path may have %d"
              .formatted(bytes, LONGEST_SOCKET),
          "export WORKCELL_HOME=/a/shorter/directory");
    }
  }

  private static void checkOwner(Path path, long userId) throws IOException {
    if (Files.isSymbolicLink(path)) {
      throw refused(
          path,
          "it is a symbolic link to %s".formatted(Files.readSymbolicLink(path)),
          "export WORKCELL_HOME=%s".formatted(path.toRealPath()));
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(path, "it is not a directory", "mv %s %s.old".formatted(path, path));
    }
    var owner = ((Number) Files.getAttribute(path, "unix:uid")).longValue();
    if (owner != userId) {
      throw refused(
          path,
          "it belongs to user %d and we are user %d".formatted(owner, userId),
          "export WORKCELL_HOME=\"$HOME/.local/state/workcell\"");
    }
    var open = Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    var modes = Files.getPosixFilePermissions(path);
    if (modes.stream().anyMatch(open::contains)) {
      throw refused(
          path, "others may write into it (%s)".formatted(modes(modes)), "chmod 700 " + path);
    }
  }

  private static String modes(Set<PosixFilePermission> modes) {
    return java.nio.file.attribute.PosixFilePermissions.toString(modes);
  }

  private static String identify(Path home) throws IOException {
    var file = home.resolve("id");
    if (!Files.exists(file)) {
      var id = "%08x".formatted(ThreadLocalRandom.current().nextInt());
      var temp = home.resolve(".id." + id);
      AtomicFile.writeNew(temp, id + "\n", false);
      try {
        Files.createLink(file, temp);
      } catch (FileAlreadyExistsException e) {
        // another process was first; its id counts
      } finally {
        Files.delete(temp);
      }
    }
    return Files.readString(file).strip();
  }

  private static Refusal unwritable(Path path, IOException e) {
    var reason =
        switch (e) {
          case AccessDeniedException denied -> "permission denied: " + denied.getFile();
          case FileSystemException fs when fs.getReason() != null ->
              "%s: %s".formatted(fs.getReason(), fs.getFile());
          default -> String.valueOf(e.getMessage());
        };
    return refused(path, reason, "export WORKCELL_HOME=/a/directory/that/you/can/write");
  }

  private static Refusal refused(Path path, String why, String mend) {
    return new Refusal(Kind.MISSING, "%s cannot hold workcells".formatted(path), why, mend);
  }
}
