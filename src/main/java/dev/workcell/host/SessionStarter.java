package dev.workcell.host;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts a program into a session of its own: `setsid` of util-linux, else perl. Only perl can also
/// take back that we were started with signals ignored, so it goes first when we were.
///
/// @param inPlace stands before an argv whose process becomes the session's leader
/// @param detached stands before an argv that becomes a child of init; comes back at once
/// @param environment what the starter needs in the environment and takes out again
record SessionStarter(
    List<String> inPlace, List<String> detached, Map<String, String> environment) {
  /// Perl complains on stderr about a language that is not installed unless told not to.
  private static final String QUIET = "PERL_BADLANG";

  private static final String FORK = "defined(my $p = fork) or die qq(fork: $!\\n); exit 0 if $p; ";

  /// The block form of exec never asks a shell.
  private static final String LEAD =
      "require POSIX; POSIX::setsid() > 0 or die qq(setsid: $!\\n); "
          + "$SIG{$_} = 'DEFAULT' for qw(HUP INT QUIT TERM); delete $ENV{PERL_BADLANG}; "
          + "{ exec { $ARGV[0] } @ARGV } print STDERR qq($ARGV[0]: $!\\n); POSIX::_exit(127);";

  SessionStarter {
    inPlace = List.copyOf(inPlace);
    detached = List.copyOf(detached);
    environment = Map.copyOf(environment);
  }

  /// @param path where to look for the tools
  /// @param signalsIgnored whether children would inherit ignored signals from us
  /// @throws IOException if there is no tool for it
  static SessionStarter find(String path, boolean signalsIgnored) throws IOException {
    var perl = Programs.which("perl", path).map(p -> perl(p.toString()));
    var setsid = setsid(path);
    var first = signalsIgnored ? perl : setsid;
    return first
        .or(() -> setsid)
        .or(() -> perl)
        .orElseThrow(() ->
            new IOException(
                "a session of its own needs setsid (of util-linux) or perl,"
                    + " and neither is on "
                    + path));
  }

  /// The one of busybox cannot fork.
  private static Optional<SessionStarter> setsid(String path) throws IOException {
    var found = Programs.which("setsid", path);
    if (found.isEmpty() || found.get().toRealPath().endsWith("busybox")) {
      return Optional.empty();
    }
    var setsid = found.get().toString();
    return Optional.of(new SessionStarter(List.of(setsid), List.of(setsid, "--fork"), Map.of()));
  }

  private static SessionStarter perl(String perl) {
    return new SessionStarter(
        List.of(perl, "-e", LEAD, "--"),
        List.of(perl, "-e", FORK + LEAD, "--"),
        Map.of(QUIET, "0"));
  }
}
