package dev.workcell.runbook;

import dev.workcell.run.Permissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How to launch, resume and read one agent.
///
/// @param binary the program that must be there; empty for recipe `command`
/// @param version the words after the binary that print its version
/// @param verified the version that the lab ran; empty when none
/// @param launch the command line; `{brief}`, `{command}`, `{permissions}` and `{commit}` are
///   filled
/// @param resume the command line that goes on with `{session}`; empty when the agent cannot
/// @param checkAllowed words that let it run `{check}`, the command of the check, in safe mode
/// @param forbiddenPaths words, said for each forbidden `{glob}`, that deny it to the agent
/// @param environment names that launch freezes besides the common ones; `PREFIX*` takes a family
/// @param set values that are set unless frozen otherwise
/// @param mergesStderr stderr goes into agent.log as well
/// @param claimsByExit exit 0 alone is its claim; it has no report of its own
/// @param transcript where the agent keeps its own record of the conversation, with `*` and
///   `{session}`
/// @param turn what a prompt looks like on the agent's screen once it was sent
/// @param time JSON pointer to when a line was written, if the agent tells it
/// @param grace how long it may take to end after TERM, in seconds
/// @param patience how long it may be silent, and how long it may retry by itself
/// @param interactive how it is run in a terminal; empty when it is run headless alone
/// @param credential where its credential is, to tell one from another and to see it change
public record Recipe(
    String name,
    String title,
    String binary,
    List<String> version,
    Optional<String> verified,
    List<String> launch,
    List<String> resume,
    Map<Permissions, List<String>> permissions,
    List<String> checkAllowed,
    List<String> forbiddenPaths,
    List<String> environment,
    Map<String, String> set,
    boolean mergesStderr,
    boolean claimsByExit,
    Notes notes,
    Optional<String> transcript,
    int grace,
    Patience patience,
    Credential credential,
    Optional<Interactive> interactive,
    Optional<Pattern> turn,
    Optional<String> time,
    SignPart part,
    String body) {

  public Recipe {
    version = List.copyOf(version);
    launch = List.copyOf(launch);
    resume = List.copyOf(resume);
    permissions = Map.copyOf(permissions);
    checkAllowed = List.copyOf(checkAllowed);
    forbiddenPaths = List.copyOf(forbiddenPaths);
    environment = List.copyOf(environment);
    set = Map.copyOf(set);
  }

  /// Where the agent leaves notes for the next pass.
  public enum Notes {
    /// A directory that it is granted, `$WORKCELL_NOTES`.
    ADD_DIR,
    /// Its final message is its note.
    FINAL_MESSAGE
  }

  private enum Stream {
    SPLIT,
    MERGED
  }

  private enum ClaimBy {
    REPORT,
    EXIT
  }

  /// What its output means, in the order of the page.
  ///
  /// @throws dev.workcell.run.Refusal if one of them is wrong, the first time
  public List<Sign> signs() {
    return part.signs();
  }

  /// How its output is shown to people; the first that fits a line counts.
  public List<Show> shows() {
    return part.shows();
  }

  /// Reads a page.
  ///
  /// @throws dev.workcell.run.Refusal if a key is unknown, missing or of the wrong kind
  public static Recipe of(Page page) {
    var front = new FrontMatter(page.source(), page.front());
    var recipe =
        new Recipe(
            front.text("name"),
            front.text("title"),
            front.optText("binary").orElse(""),
            front.texts("version"),
            front.optText("verified"),
            front.texts("launch"),
            front.texts("resume"),
            permissions(front),
            front.texts("check-allowed"),
            front.texts("forbidden-paths"),
            front.texts("env"),
            front.textMap("set"),
            front.word("stderr", Stream.class, Stream.SPLIT) == Stream.MERGED,
            front.word("claim", ClaimBy.class, ClaimBy.REPORT) == ClaimBy.EXIT,
            front.word("notes", Notes.class, Notes.FINAL_MESSAGE),
            front.optText("transcript"),
            front.seconds("grace", 5),
            patience(front),
            credential(front),
            Interactive.of(front),
            front.optText("turn").map(text -> front.pattern(text, Pattern.MULTILINE)),
            front.optText("time").map(front::pointer),
            new SignPart(page.source(), page.later()),
            page.body());
    front.optText("description");
    front.nothingElse();
    return recipe;
  }

  private static Credential credential(FrontMatter front) {
    var child = front.child("credential");
    if (child.isEmpty()) {
      return new Credential(List.of(), List.of(), Optional.empty());
    }
    var found =
        new Credential(
            child.get().texts("env"), child.get().texts("files"), child.get().optText("login"));
    child.get().nothingElse();
    return found;
  }

  private static Patience patience(FrontMatter front) {
    return new Patience(
        limit(front, "silence", Patience.USUAL.silence()),
        limit(front, "own-retries", Patience.USUAL.ownRetries()));
  }

  private static Duration limit(FrontMatter front, String key, Duration otherwise) {
    var limit = front.span(key, otherwise);
    if (limit.compareTo(Patience.SHORTEST) < 0) {
      throw front.refused(
          front.line(key), "%s is under %d seconds".formatted(key, Patience.SHORTEST.toSeconds()));
    }
    return limit;
  }

  private static Map<Permissions, List<String>> permissions(FrontMatter front) {
    var found = new EnumMap<Permissions, List<String>>(Permissions.class);
    front
        .child("permissions")
        .ifPresent(child -> {
          found.put(Permissions.SAFE, child.texts("safe"));
          found.put(Permissions.FULL, child.texts("full"));
          child.nothingElse();
        });
    return found;
  }
}
