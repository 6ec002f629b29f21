package dev.workcell.supervise;

import dev.workcell.run.Refusal;
import dev.workcell.run.Refusal.Kind;
import dev.workcell.runbook.Recipe;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The environment that every attempt and check of a workcell starts from, whoever starts it.
final class FrozenEnvironment {
  private static final List<String> COMMON =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LC_*",
          "TERM",
          "TMPDIR",
          "TZ",
          "XDG_CONFIG_HOME",
          "XDG_DATA_HOME",
          "XDG_CACHE_HOME",
          "XDG_STATE_HOME",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "ALL_PROXY",
          "NO_PROXY",
          "FTP_PROXY",
          "http_proxy",
          "https_proxy",
          "all_proxy",
          "no_proxy",
          "ftp_proxy",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "NODE_EXTRA_CA_CERTS",
          "REQUESTS_CA_BUNDLE",
          "CURL_CA_BUNDLE",
          "GIT_SSL_CAINFO");

  private FrozenEnvironment() {}

  /// @param named what the operator asked for by name
  /// @throws Refusal if a named variable is not set
  static Map<String, String> of(
      Map<String, String> ours, Recipe recipe, List<String> named, Cells cells) {
    for (var name : named) {
      if (!ours.containsKey(name)) {
        throw new Refusal(
            Kind.USAGE,
            "--env %s was refused".formatted(name),
            "no variable of that name is set here",
            "export %s=…".formatted(name));
      }
    }
    var frozen = new TreeMap<String, String>();
    recipe.set().forEach(frozen::put);
    ours.forEach((name, value) -> {
      if (matches(COMMON, name) || matches(recipe.environment(), name) || named.contains(name)) {
        frozen.put(name, value);
      }
    });
    frozen.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
    frozen.put("WORKCELL_HOME", cells.home().toString());
    frozen.keySet().removeIf(n -> n.startsWith("GIT_") && !n.equals("GIT_SSL_CAINFO"));
    return frozen;
  }

  private static boolean matches(List<String> patterns, String name) {
    return patterns.stream()
        .anyMatch(p ->
            p.endsWith("*") ? name.startsWith(p.substring(0, p.length() - 1)) : name.equals(p));
  }
}
