package dev.workcell.supervise;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The check of a run: the text of verify.sh, and the files of the repo that it names, which an
/// attempt may not change.
///
/// @param pins SHA-256 by path in the work tree
record Check(Optional<String> script, Map<String, String> pins) {
  private static final Pattern SEPARATORS = Pattern.compile("[\\s;&|()<>\"'`=,]+");

  private static final String HEAD =
      "#!/bin/sh\n# The check of this run: exit 0 means done. It runs in the work tree.\n";

  /// The command of a script that was made from one plain line; empty for any other.
  static Optional<String> command(String script) {
    var body = script.startsWith(HEAD) ? script.substring(HEAD.length()).strip() : "";
    return Optional.of(body).filter(c -> c.matches("[A-Za-z0-9 ./_=:@%+-]{1,200}"));
  }

  /// Who gives the check: with the operator, files are those of their directory; in a plan there is
  /// the text of the script, or a command.
  enum From {
    OPERATOR,
    PLAN
  }

  /// The script of a command line.
  static String script(String command) {
    return HEAD + command + "\n";
  }

  /// The text of a check beside the file that names it: of an executable script outside the work
  /// tree; a command line as it is.
  ///
  /// @throws Refusal if it names a file that is missing, not executable, or no script
  static String planned(String given, Path beside, Path workTree) throws IOException {
    var plain = !given.contains("\n") && !given.contains("\0") && !given.contains(" ");
    if (!plain || !given.contains("/") || Files.isRegularFile(workTree.resolve(given))) {
      return given;
    }
    if (!given.startsWith("/") && !Files.isRegularFile(beside.resolve(given))) {
      return given;
    }
    var file = outside(beside.resolve(given).toString(), workTree);
    return file.isPresent() ? content(file.get()) : given;
  }

  /// From `--verify CMD|FILE`: an executable file outside the work tree is copied; everything else
  /// is a command line for sh, run in the work tree.
  ///
  /// @throws Refusal if it names a file that is missing or not executable
  static Check of(Outputs outputs, String given, Path workTree, boolean mayChange, From from)
      throws IOException {
    if (from == From.PLAN && given.startsWith("#!")) {
      return new Check(Optional.of(given), mayChange ? Map.of() : pins(outputs, given, workTree));
    }
    if (given.isBlank()) {
      throw refused("--verify is empty", "there is no command in it", "--verify ./check.sh");
    }
    var file = from == From.PLAN ? Optional.<Path>empty() : outside(given, workTree);
    var script = file.isPresent() ? content(file.get()) : script(given);
    if (file.isEmpty() && !mayChange) {
      firstWordThere(given, workTree);
    }
    return new Check(Optional.of(script), mayChange ? Map.of() : pins(outputs, script, workTree));
  }

  private static Optional<Path> outside(String given, Path workTree) {
    if (given.contains("\n") || given.contains("\0") || !given.contains("/")) {
      return Optional.empty();
    }
    var file = Path.of(given).toAbsolutePath().normalize();
    var there = Files.isRegularFile(file);
    if (given.startsWith("/") && !given.contains(" ") && !there) {
      throw refused("the check is missing", file + " is not there", "ls -l " + file.getParent());
    }
    return there && !file.startsWith(workTree) ? Optional.of(file) : Optional.empty();
  }

  private static String content(Path file) throws IOException {
    if (!Files.isExecutable(file)) {
      throw refused("the check cannot run", file + " is not executable", "chmod +x " + file);
    }
    try {
      var text = Files.readString(file);
      if (!text.startsWith("#!")) {
        throw refused(
            "the check cannot be copied",
            file + " does not begin with #! and is no script",
            "--verify '%s --its-arguments'".formatted(file));
      }
      return text;
    } catch (MalformedInputException e) {
      throw refused(
          "the check cannot be copied",
          file + " is a binary, not a script",
          "--verify '%s --its-arguments'".formatted(file));
    }
  }

  private static void firstWordThere(String command, Path workTree) {
    var first = SEPARATORS.split(command.strip(), 2)[0];
    if (!first.contains("/") || first.contains("$")) {
      return;
    }
    var file = workTree.resolve(first).normalize();
    if (!Files.isRegularFile(file)) {
      throw refused(
          "the check is missing",
          "the command begins with %s, and %s is not there".formatted(first, file),
          "--check-may-change, when the agent is to write it");
    }
    if (!Files.isExecutable(file)) {
      throw refused("the check cannot run", file + " is not executable", "chmod +x " + file);
    }
  }

  private static Map<String, String> pins(Outputs outputs, String script, Path workTree)
      throws IOException {
    var pins = new LinkedHashMap<String, String>();
    for (var word : SEPARATORS.split(script, -1)) {
      if (word.isEmpty() || word.length() > 500 || word.startsWith("-") || word.contains("\0")) {
        continue;
      }
      var file = workTree.resolve(word).normalize();
      if (file.startsWith(workTree) && Files.isRegularFile(file)) {
        pins.put(workTree.relativize(file).toString(), outputs.sha256(file));
      }
    }
    return pins;
  }

  /// Which pinned files are not what they were.
  static List<String> changed(Outputs outputs, Map<String, String> pins, Path workTree)
      throws IOException {
    var changed = new ArrayList<String>();
    for (var pin : pins.entrySet()) {
      var file = workTree.resolve(pin.getKey());
      if (Files.isSymbolicLink(file)
          || !Files.isRegularFile(file)
          || !outputs.sha256(file).equals(pin.getValue())) {
        changed.add(pin.getKey());
      }
    }
    return changed.stream().sorted().toList();
  }

  /// SHA-256 of the text of verify.sh.
  static String digest(String script) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether verify.sh of the run `run` is still what was launched.
  static boolean intact(Outputs outputs, Cell cell, int run) throws IOException {
    var recorded = cell.identity().check();
    var file = cell.runDirectory(run).resolve("verify.sh");
    return Files.isRegularFile(file)
        ? recorded.equals(Optional.of(outputs.sha256(file)))
        : recorded.isEmpty();
  }

  private static Refusal refused(String what, String why, String mend) {
    return new Refusal(Kind.USAGE, what, why, mend);
  }
}
