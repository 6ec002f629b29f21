package dev.workcell.supervise;

import dev.workcell.supervise.Tools.Answer;
import java.util.Locale;

/// Whether the systemd of this user lives while nobody is logged in. Without it the supervisor
/// comes at the first login after a boot, not at the boot.
record Lingering(Tools tools, String user) {
  /// The three answers.
  enum State {
    YES,
    NO,
    COULD_NOT_ASK;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static Lingering of(World world) {
    var name = System.getProperty("user.name", "");
    var plain = name.matches("[A-Za-z0-9_][A-Za-z0-9_.@-]*");
    return new Lingering(new Tools(world), plain ? name : Long.toString(world.host().userId()));
  }

  /// Of a user who is neither logged in nor lingering, logind knows nothing: that is no answer.
  State state() {
    return switch (tools.ask("loginctl", "show-user", user, "-p", "Linger").out().strip()) {
      case "Linger=yes" -> State.YES;
      case "Linger=no" -> State.NO;
      default -> State.COULD_NOT_ASK;
    };
  }

  /// Whether a logout ends every process of its session, workcells among them.
  boolean logoutKills() {
    var answer = tools.ask("loginctl", "show-session", "-p", "KillUserProcesses");
    return answer.out().strip().equals("KillUserProcesses=yes");
  }

  Answer switchOn() {
    return tools.ask("loginctl", "enable-linger", user);
  }

  String mend() {
    return "loginctl enable-linger " + user;
  }
}
