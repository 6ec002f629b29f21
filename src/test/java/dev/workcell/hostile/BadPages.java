package dev.workcell.hostile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/// A SUPERVISOR.md that is refused as it is, before anybody is asked.
final class BadPages {
  private BadPages() {}

  static final List<Hostile> CASES =
      List.of(
          it("glob-parent", "forbids `../**`", "forbidden: ['../**']", "'..', '.' or empty"),
          it(
              "glob-inside",
              "forbids `db/../../x`",
              "forbidden: [db/../../x]",
              "'..', '.' or empty"),
          it("glob-absolute", "protects `/etc/**`", "protect: [/etc/**]", "it is absolute"),
          it("glob-home", "forbids `~/.ssh`", "forbidden: [~/.ssh]", "it is absolute"),
          it("glob-empty", "forbids nothing at all", "forbidden: ['']", "it is empty"),
          it("glob-control", "a pattern with ESC", "forbidden: [\"a\\e[2J\"]", "control character"),
          it("glob-git", "forbids `.git/**`", "forbidden: [.git/**]", "watched by itself"),
          it("glob-negated", "takes back with `!`", "forbidden: ['!db/**']", "special here"),
          it(
              "glob-long",
              "a pattern of 300 characters",
              "forbidden: [" + "a".repeat(300) + "]",
              "longer"),
          it("globs-many", "500 patterns", "forbidden: [" + "a, ".repeat(499) + "a]", "over 200"),
          it(
              "unknown-key",
              "a key that nobody knows",
              "forbid: [db/**]",
              "line 2: 'forbid' is no key"),
          it("unknown-limit", "a limit that nobody keeps", "limits: {cpu: 5}", "'cpu' is no key"),
          it("limit-zero", "a limit of nothing", "limits: {attempts: 0}", "attempts is no number"),
          it(
              "limit-word",
              "a limit that is no number",
              "limits: {hours: many}",
              "hours is no number"),
          it("key-twice", "a key twice", "verify: a\nverify: b", "'verify' is there twice"),
          it("yaml-alias", "an alias", "forbidden: &a [x]\nprotect: *a", "anchors and aliases"),
          it(
              "yaml-bomb",
              "aliases of aliases of aliases",
              "env: &a [x,x]\nprotect: &b [*a,*a]\nforbidden: [*b,*b]",
              "anchors and aliases"),
          it("yaml-deep", "30,000 brackets", "env: " + "[".repeat(30_000), "is not a valid page"),
          it("yaml-merge", "a merge key", "<<: {verify: x}", "'<<' is no key"),
          it("setup-list", "a list as command", "setup: [a, b]", "setup is no text"),
          it("setup-control", "a command with ESC", "setup: \"true \\e[2J\"", "control character"),
          it("verify-empty", "an empty check", "verify: ''", "verify is empty"),
          it(
              "env-value",
              "a variable with a value",
              "env: [PATH=/evil]",
              "is no name of a variable"),
          it("env-all", "all variables", "env: ['*']", "is no name of a variable"),
          it("recipe-path", "a recipe from elsewhere", "recipe: ../../evil", "is no name"),
          file("no-front-matter", "no front matter", "text\n", "begins with a line"),
          file(
              "open-front-matter",
              "front matter without an end",
              "---\nenv: []\n",
              "no closing line"),
          file(
              "too-long",
              "66 kB",
              "---\nenv: []\n---\n" + "x".repeat(66_000),
              "more than 65536 bytes"),
          new Hostile(
              "not-utf-8",
              "bytes that are no text",
              p ->
                  Files.write(
                      p.box().repo().resolve("SUPERVISOR.md"),
                      "---\nenv: []\n---\n\u00ff".getBytes(StandardCharsets.ISO_8859_1)),
              "not UTF-8"),
          new Hostile(
              "page-is-link",
              "a link to a file in HOME",
              p -> {
                var target = p.box().root().resolve("home/secret");
                Files.writeString(target, "---\nenv: []\n---\n");
                Files.createSymbolicLink(p.box().repo().resolve("SUPERVISOR.md"), target);
              },
              "no plain file"),
          new Hostile(
              "page-is-directory",
              "a directory",
              p -> Files.createDirectory(p.box().repo().resolve("SUPERVISOR.md")),
              "no plain file"),
          new Hostile(
              "page-is-fifo",
              "a FIFO that would block who reads it",
              p ->
                  p.box()
                      .exec(List.of("mkfifo", p.box().repo().resolve("SUPERVISOR.md").toString())),
              "no plain file"),
          new Hostile(
              "page-dangles",
              "a link to nothing",
              p ->
                  Files.createSymbolicLink(
                      p.box().repo().resolve("SUPERVISOR.md"), p.box().root().resolve("nothing")),
              "no plain file"));

  private static Hostile it(String id, String does, String front, String why) {
    return new Hostile(id, does, p -> p.page(front), why);
  }

  private static Hostile file(String id, String does, String text, String why) {
    return new Hostile(id, does, p -> p.write("SUPERVISOR.md", text), why);
  }
}
