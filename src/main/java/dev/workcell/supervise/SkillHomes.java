package dev.workcell.supervise;

import java.nio.file.Path;
import java.util.Map;

/// The agents that read skills, and where each has its folder of them.
public enum SkillHomes {
  OPENCLAW("OpenClaw", "it is there within seconds, for a gateway that has workcell on its PATH") {
    @Override
    public Path home(Map<String, String> environment) {
      var state = environment.getOrDefault("OPENCLAW_STATE_DIR", "");
      if (state.startsWith("/")) {
        return Path.of(state);
      }
      var own = environment.getOrDefault("OPENCLAW_HOME", "");
      return own.startsWith("/") ? Path.of(own, ".openclaw") : user(environment, ".openclaw");
    }
  },
  CLAUDE("Claude Code", "start Claude Code anew and ask for it, or type /session-supervisor") {
    @Override
    public Path home(Map<String, String> environment) {
      var own = environment.getOrDefault("CLAUDE_CONFIG_DIR", "");
      return own.startsWith("/") ? Path.of(own) : user(environment, ".claude");
    }
  },
  CODEX("Codex", "start Codex anew and ask for it") {
    @Override
    public Path home(Map<String, String> environment) {
      var own = environment.getOrDefault("CODEX_HOME", "");
      return own.startsWith("/") ? Path.of(own) : user(environment, ".codex");
    }
  };

  private final String title;
  private final String next;

  SkillHomes(String title, String next) {
    this.title = title;
    this.next = next;
  }

  /// The directory that is there when the agent is used on this machine.
  public abstract Path home(Map<String, String> environment);

  /// Its folder of skills.
  public Path skills(Map<String, String> environment) {
    return home(environment).resolve("skills");
  }

  public String title() {
    return title;
  }

  /// What to do after an install.
  public String next() {
    return next;
  }

  private static Path user(Map<String, String> environment, String name) {
    return Path.of(environment.getOrDefault("HOME", "/"), name);
  }
}
