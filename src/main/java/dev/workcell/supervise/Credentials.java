package dev.workcell.supervise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Tells credentials apart without keeping them: a fingerprint of what a recipe names, salted by
/// the home. Workcells with the same fingerprint share a credential; another one means that it
/// changed.
final class Credentials {
  private static final int LENGTH = 16;

  private final World world;

  Credentials(World world) {
    this.world = world;
  }

  /// Empty when the recipe names none.
  Optional<String> fingerprint(Cell cell) throws IOException {
    var recipe = world.recipes().find(cell.identity().recipe());
    var named = recipe.credential();
    if (named.environment().isEmpty() && named.files().isEmpty()) {
      return Optional.empty();
    }
    var environment = cell.environment();
    var text = new StringBuilder(world.cells().homeId()).append('\0').append(recipe.name());
    for (var name : named.environment()) {
      text.append('\0').append(environment.getOrDefault(name, ""));
    }
    for (var file : named.files()) {
      var path = Path.of(Transcript.pattern(file, "", environment));
      text.append('\0').append(content(path));
    }
    return Optional.of(sha256(text.toString()).substring(0, LENGTH));
  }

  private String content(Path file) throws IOException {
    return world.outputs().size(file) == 0 ? "" : world.outputs().sha256(file);
  }

  private static String sha256(String text) {
    try {
      var bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
