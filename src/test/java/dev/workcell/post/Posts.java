package dev.workcell.post;

import dev.workcell.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Sets up who is told, in the HOME of a sandbox.
final class Posts {
  private Posts() {}

  static Path config(Sandbox box) throws IOException {
    var home = Path.of(box.environment().getOrDefault("HOME", ""));
    return Files.createDirectories(home.resolve(".config/workcell"));
  }

  /// config.yaml; `{url}` stands for a server's address.
  static void write(Sandbox box, String yaml) throws IOException {
    Files.writeString(config(box).resolve("config.yaml"), yaml);
  }

  static void secret(Sandbox box, String file, String text) throws IOException {
    var path = Files.writeString(config(box).resolve(file), text + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }

  /// One webhook, which is told at once and tried again soon.
  static void webhook(Sandbox box, String url) throws IOException {
    secret(box, "hook", url);
    write(
        box,
        """
        notify:
          webhook:
            url-file: hook
            gather: 0s
            longest-pause: 1s
            timeout: 60s
        """);
  }
}
