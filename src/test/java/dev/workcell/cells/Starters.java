package dev.workcell.cells;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `systemctl`, `loginctl` and `launchctl` of a sandbox: sh scripts, first on its PATH, that write
/// down what they were asked and keep in files what they were told.
final class Starters {
  private static final String SYSTEMCTL =
      """
      echo "systemctl $*" >> "$S/calls"
      [ ! -e "$S/dead" ] || { echo 'Failed to connect to bus: No medium found' >&2; exit 1; }
      unit="${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user/workcell.service"
      case "$*" in
        '--user show -p Version') echo Version=252 ;;
        '--user daemon-reload') [ -e "$unit" ] && cp "$unit" "$S/loaded" || rm -f "$S/loaded" ;;
        '--user enable --now workcell.service')
          [ ! -e "$S/refuses" ] || { echo 'Job for workcell.service failed.' >&2; exit 1; }
          cmp -s "$unit" "$S/loaded" || { echo 'reload first' >&2; exit 1; }
          touch "$S/enabled" "$S/active" ;;
        '--user restart workcell.service') touch "$S/active" ;;
        '--user disable --now workcell.service') rm -f "$S/enabled" "$S/active" ;;
        '--user is-active workcell.service')
          [ -e "$S/active" ] && echo active || { echo inactive; exit 3; } ;;
        '--user is-enabled workcell.service')
          [ -e "$S/enabled" ] && echo enabled || { echo disabled; exit 1; } ;;
        *) echo "what is $*?" >&2; exit 64 ;;
      esac\
      """;

  private static final String LOGINCTL =
      """
      echo "loginctl $*" >> "$S/calls"
      case "$*" in
        "show-user $(id -un) -p Linger") [ -e "$S/linger" ] && echo Linger=yes || echo Linger=no ;;
        "enable-linger $(id -un)")
          [ ! -e "$S/refuses-linger" ] || { echo 'Access denied' >&2; exit 1; }
          touch "$S/linger" ;;
        'show-session -p KillUserProcesses') echo "KillUserProcesses=$(cat "$S/kills" || echo no)" ;;
        *) echo "what is $*?" >&2; exit 64 ;;
      esac\
      """;

  /// As launchd, it refuses to load what is loaded, and for a moment what it has just unloaded.
  private static final String LAUNCHCTL =
      """
      echo "launchctl $*" >> "$S/calls"
      u=gui/$(id -u)
      case "$*" in
        "print $u") ;;
        "print $u/dev.workcell.supervise")
          [ -e "$S/agent" ] || { echo 'Could not find service' >&2; exit 113; }
          printf '%s = {\\n\\tactive count = 1\\n\\tstate = running\\n}\\n' "$2" ;;
        "enable $u/dev.workcell.supervise") ;;
        "bootout $u/dev.workcell.supervise") rm "$S/agent"; touch "$S/busy" ;;
        "bootstrap $u $HOME/Library/LaunchAgents/dev.workcell.supervise.plist")
          [ ! -e "$S/agent" ] || { echo 'Bootstrap failed: 5: Input/output error' >&2; exit 5; }
          [ ! -e "$S/busy" ] || { rm "$S/busy"; echo 'Operation now in progress' >&2; exit 37; }
          [ -e "$3" ] && touch "$S/agent" ;;
        *) echo "what is $*?" >&2; exit 64 ;;
      esac\
      """;

  private final Path state;

  private Starters(Path state) {
    this.state = state;
  }

  static Starters in(Sandbox box) throws IOException {
    var state = Files.createDirectory(box.root().resolve("starters"));
    box.with("PATH", state + ":" + box.environment().get("PATH"));
    var starters = new Starters(state);
    starters.script(box, "systemctl", SYSTEMCTL);
    starters.script(box, "loginctl", LOGINCTL);
    starters.script(box, "launchctl", LAUNCHCTL);
    return starters;
  }

  private void script(Sandbox box, String name, String body) throws IOException {
    box.script(state.resolve(name), "S='%s'%n%s".formatted(state, body));
  }

  /// Makes one of the conditions that the scripts look for come true.
  Starters with(String condition) throws IOException {
    Files.writeString(state.resolve(condition), "yes\n");
    return this;
  }

  void without(String condition) throws IOException {
    Files.delete(state.resolve(condition));
  }

  boolean is(String condition) {
    return Files.exists(state.resolve(condition));
  }

  /// What was asked since the last time, without mere questions.
  List<String> acts() throws IOException {
    var calls = state.resolve("calls");
    var all = Files.readAllLines(calls);
    Files.delete(calls);
    return all.stream()
        .filter(c -> !c.contains(" show") && !c.contains(" print"))
        .filter(c -> !c.contains(" is-"))
        .toList();
  }
}
