package dev.workcell.supervise;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.run.Visible;
import dev.workcell.runbook.RepoRules;
import dev.workcell.supervise.Repos.Repo;
import dev.workcell.supervise.RuleBook.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What of a repo the operator has seen and trusts: its SUPERVISOR.md, and whatever else in it
/// would execute, each by its hash. Looking starts nothing of the repo.
public final class Trust {
  private static final int MOST_NAMED = 5;

  private final World world;

  public Trust(World world) {
    this.world = world;
  }

  /// What a person is asked about.
  ///
  /// @param settings what git's own settings say, by the names that `pins` has for them
  /// @param pins SHA-256 of everything, by name
  /// @param before what was trusted until now
  public record Offer(
      Repo repo,
      Optional<Page> page,
      Map<String, String> settings,
      Map<String, String> pins,
      Optional<Map<String, String>> before) {
    public Offer {
      settings = Map.copyOf(settings);
      pins = Map.copyOf(pins);
    }

    public boolean trusted() {
      return before.filter(pins::equals).isPresent();
    }

    /// What is different from what was trusted.
    public List<Changed> changed() {
      return Trust.changed(before.orElse(Map.of()), pins);
    }
  }

  /// One thing that is not what was trusted; empty where there is none.
  public record Changed(String name, Optional<String> then, Optional<String> now) {

    /// In words, safe to show.
    public String shown() {
      var what = then.isEmpty() ? "new" : now.isEmpty() ? "gone" : "changed";
      return "%s (%s%s)".formatted(Visible.of(name, 200), what, hashes());
    }

    private String hashes() {
      return then.isEmpty() || now.isEmpty()
          ? then.or(() -> now).map(h -> ", " + brief(h)).orElse("")
          : ", %s -> %s".formatted(brief(then.get()), brief(now.get()));
    }
  }

  /// A hash as people compare it.
  public static String brief(String hash) {
    return hash.matches("[0-9a-f]{64}") ? hash.substring(0, 12) : Visible.of(hash, 80);
  }

  public Offer look(Path directory) throws IOException {
    return look(world.repos().open(directory));
  }

  private Offer look(Repo repo) throws IOException {
    var page = world.ruleBook().find(repo.workTree());
    var settings = world.repos().programs(repo.workTree());
    var pins = new TreeMap<>(world.ruleBook().executes(repo.workTree()));
    page.ifPresent(p -> pins.put(RuleBook.FILE, p.sha256()));
    settings.forEach((name, value) -> pins.put(name, Check.digest(value)));
    return new Offer(repo, page, settings, pins, world.ruleBook().trusted(repo.commonDir()));
  }

  public void give(Offer offer) throws IOException {
    world.ruleBook().trust(offer.repo().commonDir(), offer.pins());
  }

  /// The rules of the repo around a directory, when it has some.
  ///
  /// @throws Refusal if they are not trusted
  public Optional<RepoRules> rules(Path directory) throws IOException {
    for (var at = Optional.of(directory); at.isPresent(); at = parent(at.get())) {
      if (Files.exists(at.get().resolve(RuleBook.FILE), LinkOption.NOFOLLOW_LINKS)) {
        return required(world.repos().open(directory)).map(Page::rules);
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> parent(Path path) {
    return Optional.ofNullable(path.getParent());
  }

  /// The rules of a repo that is to be worked in; empty when it has none.
  ///
  /// @throws Refusal if they are not trusted, or something is not what was trusted
  Optional<Page> required(Repo repo) throws IOException {
    if (!Files.exists(repo.workTree().resolve(RuleBook.FILE), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    var offer = look(repo);
    if (!offer.trusted()) {
      throw refused(
          repo,
          offer.before().isEmpty()
              ? "nobody has trusted its SUPERVISOR.md yet"
              : "it changed since it was trusted: " + named(offer.changed()),
          "workcell trust " + word(repo.workTree()));
    }
    return offer.page();
  }

  /// That an own work tree, made from HEAD, is what was trusted too.
  void sameIn(Repo own, Repo asked) throws IOException {
    var trusted = world.ruleBook().trusted(asked.commonDir()).orElse(Map.of());
    var there = look(own).pins();
    if (!there.equals(trusted)) {
      throw refused(
          asked,
          "its HEAD, from which the work tree would be made, is not what was trusted: "
              + named(changed(trusted, there)),
          "git -C %s status   # commit it, then launch".formatted(word(asked.workTree())));
    }
  }

  private static Refusal refused(Repo repo, String why, String mend) {
    return new Refusal(
        Kind.CONFLICT,
        "%s is not trusted".formatted(Visible.of(repo.workTree().toString())),
        why,
        mend);
  }

  private static String named(List<Changed> changed) {
    var first = changed.stream().limit(MOST_NAMED).map(Changed::shown).toList();
    var more = changed.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static List<Changed> changed(Map<String, String> then, Map<String, String> now) {
    var names = new TreeSet<>(then.keySet());
    names.addAll(now.keySet());
    var found = new ArrayList<Changed>();
    for (var name : names) {
      var old = Optional.ofNullable(then.get(name));
      var here = Optional.ofNullable(now.get(name));
      if (!old.equals(here)) {
        found.add(new Changed(name, old, here));
      }
    }
    return found;
  }

  /// One word for a shell.
  static String word(Path path) {
    var text = Visible.of(path.toString());
    return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
