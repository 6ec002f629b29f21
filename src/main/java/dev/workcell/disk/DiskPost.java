package dev.workcell.disk;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.runbook.Adapter;
import dev.workcell.runbook.Fault;
import dev.workcell.runbook.NotifySettings;
import dev.workcell.runbook.Receiver;
import dev.workcell.runbook.Receiver.SecretPlace;
import dev.workcell.supervise.Courier;
import dev.workcell.supervise.Outbox;
import dev.workcell.supervise.Post;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// config.yaml, the adapter pages (built in, and the operator's own, which override by name), the
/// outbox, and where secrets are.
public final class DiskPost implements Post {
  private static final List<String> BUILT_IN =
      List.of("command", "desktop", "discord", "ntfy", "openclaw", "slack", "telegram", "webhook");
  private static final long LONGEST_SECRET = 4096;
  private static final Set<PosixFilePermission> PRIVATE =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Map<String, String> environment;
  private final Path home;
  private final Courier courier;

  /// @param home of the workcells
  public DiskPost(Map<String, String> environment, Path home, Courier courier) {
    this.environment = environment;
    this.home = home;
    this.courier = courier;
  }

  @Override
  public List<Receiver> receivers() throws IOException {
    var file = config().resolve("config.yaml");
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    if (text.isBlank()) {
      return List.of();
    }
    var faults = new ArrayList<Fault>();
    var root = YamlPages.file(file.toString(), text, faults);
    if (!faults.isEmpty()) {
      throw wrong(file, faults.getFirst().line(), faults.getFirst().why());
    }
    return NotifySettings.of(file.toString(), root, this::adapter);
  }

  @Override
  public Adapter adapter(String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw none(name);
    }
    var own = config().resolve("adapters").resolve(name + ".md");
    if (Files.isRegularFile(own)) {
      try {
        return Adapter.of(YamlPages.parse(own.toString(), Files.readString(own)));
      } catch (IOException e) {
        throw new Refusal(
            Kind.USAGE,
            "%s is not a valid page".formatted(own),
            "it could not be read as UTF-8 text: " + e,
            "ls -l " + own);
      }
    }
    try (var in = DiskPost.class.getResourceAsStream("/skill/adapters/" + name + ".md")) {
      if (in == null) {
        throw none(name);
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Adapter.of(YamlPages.parse(name + ".md", text));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public List<String> adapters() throws IOException {
    var names = new TreeSet<>(BUILT_IN);
    try (var files = Files.list(config().resolve("adapters"))) {
      files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".md"))
          .forEach(f -> names.add(f.substring(0, f.length() - 3)));
    } catch (NoSuchFileException e) {
      // none of their own
    }
    return List.copyOf(names);
  }

  @Override
  public String secret(SecretPlace place) throws IOException {
    if (place instanceof SecretPlace.Variable(var name)) {
      var value = environment.getOrDefault(name, "").strip();
      if (value.isEmpty()) {
        throw new Refusal(
            Kind.MISSING,
            "a token is missing",
            "the variable %s is not set here".formatted(name),
            "export %s=…   # or, better, write it into a 0600 file and name that in %s"
                .formatted(name, config().resolve("config.yaml")));
      }
      return value;
    }
    return secret(file(((SecretPlace.PrivateFile) place).path()));
  }

  private String secret(Path file) throws IOException {
    try {
      var modes = Files.getPosixFilePermissions(file);
      if (!PRIVATE.containsAll(modes)) {
        throw new Refusal(
            Kind.MISSING,
            "a token can be read by others",
            "%s has mode %s".formatted(file, PosixFilePermissions.toString(modes)),
            "chmod 600 " + file);
      }
      // our own directory may lie in a repository of dotfiles; that is the operator's business
      var own = file.startsWith(config());
      for (var above = file.getParent(); above != null && !own; above = above.getParent()) {
        if (Files.exists(above.resolve(".git"))) {
          throw new Refusal(
              Kind.MISSING,
              "a token lies in a repository",
              "%s is in the work tree %s".formatted(file, above),
              "mv %s %s/".formatted(file, config()));
        }
      }
      if (Files.size(file) > LONGEST_SECRET) {
        throw empty(file, "it has %,d bytes".formatted(Files.size(file)));
      }
      var text = Files.readString(file).strip();
      if (text.isEmpty() || text.contains("\n")) {
        throw empty(file, text.isEmpty() ? "it is empty" : "it has more than one line");
      }
      return text;
    } catch (NoSuchFileException e) {
      throw empty(file, "it is not there");
    }
  }

  private static Refusal empty(Path file, String why) {
    return new Refusal(
        Kind.MISSING,
        "a token is missing",
        "%s: %s".formatted(file, why),
        "(umask 077; cat >%s)   # paste the token, then Ctrl-D".formatted(file));
  }

  private Path file(String path) {
    return path.startsWith("~/")
        ? Path.of(environment.getOrDefault("HOME", "/"), path.substring(2))
        : config().resolve(path).normalize();
  }

  @Override
  public Outbox outbox() {
    return new DiskOutbox(home);
  }

  @Override
  public Courier courier() {
    return courier;
  }

  private Path config() {
    return ConfigDirectory.of(environment);
  }

  private static Refusal wrong(Path file, int line, String why) {
    return new Refusal(
        Kind.USAGE,
        "%s is not valid".formatted(file),
        "line %d: %s".formatted(line, why),
        "edit %s at line %d".formatted(file, line));
  }

  private static Refusal none(String name) {
    return new Refusal(
        Kind.NOT_FOUND,
        "there is no adapter %s".formatted(dev.workcell.run.Visible.of(name, 60)),
        "the adapters are %s, and your own".formatted(String.join(", ", BUILT_IN)),
        "workcell notify ls");
  }
}
