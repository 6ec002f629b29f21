package dev.workcell.git;

import dev.workcell.Executable;
import dev.workcell.git.Sorted.Limits;
import dev.workcell.supervise.Commands.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A real repo below a temporary directory, with a home of its own, and the `Git` under test.
final class TestRepo {
  final Path base;
  final Path top;
  final ProcessCommands commands = new ProcessCommands();
  final Git git;
  private final Map<String, String> environment = new HashMap<>();

  private TestRepo(Path base, Path top, Limits limits) throws IOException {
    this.base = base.toRealPath();
    this.top = this.base.resolve(top);
    var home = Files.createDirectories(this.base.resolve("home"));
    environment.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
    environment.put("HOME", home.toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    Files.writeString(
        home.resolve(".gitconfig"),
        """
        [user]
        name = Op
        email = op@example.com
        [init]
        defaultBranch = main
        [protocol "file"]
        allow = always
        """);
    this.git = new Git(commands, environment, limits);
  }

  /// With one commit that holds `a.txt` and `dir/b.txt`.
  static TestRepo in(Path base) throws IOException {
    return in(base, "repo", Limits.DEFAULT);
  }

  static TestRepo in(Path base, String name, Limits limits) throws IOException {
    var repo = empty(base, name, limits);
    repo.write("a.txt", "a\n").write("dir/b.txt", "b\n");
    repo.commitAll();
    return repo;
  }

  static TestRepo empty(Path base, String name, Limits limits) throws IOException {
    var repo = new TestRepo(base, Path.of(name), limits);
    Files.createDirectories(repo.top);
    repo.run("init", "-q");
    return repo;
  }

  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  String run(String... words) throws IOException {
    return runIn(top, words);
  }

  /// Plain git, as a user runs it.
  String runIn(Path directory, String... words) throws IOException {
    var argv = new ArrayList<String>(List.of("git"));
    argv.addAll(List.of(words));
    var finished = new ProcessCommands().run(Command.of(argv, directory, environment));
    if (!finished.ok()) {
      throw new IOException(argv + ": " + finished.errorText());
    }
    return finished.text().strip();
  }

  void commitAll() throws IOException {
    run("add", "-A");
    run("commit", "-q", "-m", "work");
  }

  String head() throws IOException {
    return run("rev-parse", "HEAD");
  }

  TestRepo write(String path, String text) throws IOException {
    var file = top.resolve(path);
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(top));
    Files.writeString(file, text);
    return this;
  }

  TestRepo sparse(String path, long size) throws IOException {
    try (var file = new RandomAccessFile(top.resolve(path).toFile(), "rw")) {
      file.setLength(size);
    }
    return this;
  }

  /// A program of the repo that leaves `marker` behind if anybody runs it.
  Path trap(Path program, Path marker) throws IOException {
    Files.createDirectories(Optional.ofNullable(program.getParent()).orElse(top));
    return Executable.write(program, "#!/bin/sh\necho ran >>'" + marker + "'\nexec cat\n");
  }

  /// What must not be changed by looking: index, HEAD, refs and reflogs.
  Map<String, String> state() throws IOException {
    var state = new HashMap<String, String>();
    state.put("index", GitPath.decode(Files.readAllBytes(top.resolve(".git/index"))));
    state.put("HEAD", Files.readString(top.resolve(".git/HEAD")));
    state.put("refs", run("for-each-ref"));
    state.put("reflog", run("reflog", "--all"));
    try (var files = Files.list(top.resolve(".git"))) {
      state.put("git directory", files.map(Path::toString).sorted().toList().toString());
    }
    return state;
  }
}
