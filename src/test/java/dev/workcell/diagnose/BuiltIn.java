package dev.workcell.diagnose;

import dev.workcell.disk.DiskRecipes;
import dev.workcell.runbook.Recipe;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The built-in recipes, each read once for all tests.
public final class BuiltIn {
  private static final DiskRecipes DISK = DiskRecipes.of(Map.of("HOME", "/nowhere"));
  private static final Map<String, Recipe> READ = new ConcurrentHashMap<>();

  private BuiltIn() {}

  public static Recipe recipe(String name) {
    return READ.computeIfAbsent(name, DISK::find);
  }

  public static List<String> names() {
    return DISK.names();
  }
}
