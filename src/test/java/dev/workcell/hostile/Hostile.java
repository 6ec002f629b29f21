package dev.workcell.hostile;

import dev.workcell.Sandbox;
import java.io.IOException;

/// One way in which a repo, or the agent in it, is hostile.
///
/// @param id its name on docs/security.md
/// @param does what it does, for people
/// @param plant makes it; `$MARK` in what it writes is a file that only its code would make
/// @param expects what a person is shown of it
record Hostile(String id, String does, Plant plant, String expects) {

  /// Makes the repo hostile.
  interface Plant {
    void in(Place place) throws IOException;
  }

  /// Where it is made.
  record Place(Sandbox box) {
    String mark() {
      return box.root().resolve("ran").toString();
    }

    /// Code that leaves the mark.
    String code() {
      return "touch " + mark();
    }

    Place write(String file, String text) throws IOException {
      box.write(file, text.replace("$MARK", mark()));
      return this;
    }

    Place script(String file) throws IOException {
      box.write(file, "");
      box.script(box.repo().resolve(file), code() + "; cat");
      return this;
    }

    Place git(String... words) {
      box.git(words);
      return this;
    }

    Place page(String front) throws IOException {
      return write("SUPERVISOR.md", "---\n" + front + "\n---\nBe kind.\n");
    }

    Place committed() {
      box.git("add", "-A");
      box.git("commit", "-qm", "more");
      return this;
    }
  }
}
