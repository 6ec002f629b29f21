package dev.workcell.supervise;

import dev.workcell.run.Globs;
import dev.workcell.runbook.RepoRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Port: a repo's SUPERVISOR.md, what else in the repo would execute, and what the operator trusts.
public interface RuleBook {
  /// The name that it has in a repo.
  String FILE = "SUPERVISOR.md";

  /// The page at the top of a work tree; empty when there is none. Whether it is trusted is another
  /// question.
  ///
  /// @throws dev.workcell.run.Refusal if it is no regular file, too long, no text or no valid page
  Optional<Page> find(Path workTree) throws IOException;

  /// The files of a work tree that programs execute or obey when they work there, by name with
  /// their SHA-256. Follows no link and starts nothing.
  Map<String, String> executes(Path workTree) throws IOException;

  /// Everything that `globs` name, tracked or not, ignored or not, with its mode and SHA-256, by
  /// path; links with where they lead and what is there.
  ///
  /// @return a map that may be changed
  /// @throws dev.workcell.run.Refusal if they are too many
  Map<String, String> listing(Path workTree, Globs globs) throws IOException;

  /// What was trusted of the repo with that git directory, SHA-256 by name.
  Optional<Map<String, String>> trusted(Path commonDir) throws IOException;

  void trust(Path commonDir, Map<String, String> pins) throws IOException;

  /// What cell.json says of it.
  String digest(Pinned pinned);

  /// One SUPERVISOR.md.
  ///
  /// @param text as it is written
  record Page(String text, String sha256, RepoRules rules) {}

  /// What a workcell was launched under.
  ///
  /// @param text SUPERVISOR.md as it was trusted
  /// @param head where the first run began
  /// @param tree the work tree then, ignored files left out
  /// @param forbidden what was there at the forbidden paths
  /// @param judges likewise at the protected ones, ignored files left out
  /// @param setupLog what setup printed
  record Pinned(
      String text,
      RepoRules rules,
      String head,
      String tree,
      Map<String, String> forbidden,
      Map<String, String> judges,
      Optional<String> setupLog) {
    public Pinned {
      forbidden = Map.copyOf(forbidden);
      judges = Map.copyOf(judges);
    }

    /// What an attempt may not touch: what the page forbids, and the page.
    static Globs closed(RepoRules rules) {
      return rules.forbidden().and("/" + FILE);
    }
  }
}
