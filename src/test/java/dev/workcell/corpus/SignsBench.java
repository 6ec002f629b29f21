package dev.workcell.corpus;

import dev.workcell.diagnose.OutputReader;
import dev.workcell.diagnose.Signs;
import dev.workcell.disk.DiskOutputs;
import dev.workcell.disk.DiskRecipes;
import dev.workcell.runbook.Recipe;
import dev.workcell.runbook.Sign.Where;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How fast output is read with the signs of each page, and in how much memory: `bench/signs`.
public final class SignsBench {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final int MEGABYTE = 1 << 20;
  private static final int ROUNDS = 5;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private SignsBench() {}

  public static void main(String[] args) throws IOException {
    var megabytes = args.length > 0 ? Integer.parseInt(args[0]) : 256;
    var scratch = Files.createTempDirectory(Path.of("target"), "signs");
    var recipes = DiskRecipes.of(Map.of("HOME", "/nowhere"));
    try {
      System.out.println("agent         events MB/s   with tools' output MB/s   passed over MB/s");
      for (var agent : List.of("claude-code", "codex", "gemini", "opencode", "pi")) {
        if (recipes.names().contains(agent)) {
          agent(recipes.find(agent), scratch, megabytes);
        }
      }
      endless(recipes.find("claude-code"), scratch, megabytes);
    } finally {
      try (var all = Files.list(scratch)) {
        for (var file : all.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(scratch);
    }
  }

  private static void agent(Recipe recipe, Path scratch, int megabytes) throws IOException {
    var directory = recipe.name().equals("claude-code") ? "claude" : recipe.name();
    var events = Files.readAllBytes(CORPUS.resolve(directory).resolve("tool/stdout"));
    var tools = tools();
    var mixed = new ByteArrayOutputStream();
    mixed.write(events);
    for (var i = 0; i < 20; i++) {
      mixed.write(tools);
    }
    System.out.printf(
        Locale.ROOT,
        "%-14s%11.0f%26.0f%19.0f%n",
        recipe.name(),
        speed(recipe, file(scratch, events, megabytes)),
        speed(recipe, file(scratch, mixed.toByteArray(), megabytes)),
        speed(recipe, file(scratch, tools, megabytes)));
  }

  /// A line of what a tool printed: most of a real log.
  private static byte[] tools() {
    var text = new StringBuilder("{\"kind\":\"tool\",\"output\":\"");
    for (var i = 0; text.length() < 4000; i++) {
      text.append("src/main/java/File")
          .append(i)
          .append(".java: if (x == ")
          .append(i)
          .append(") { return; }\\n");
    }
    return text.append("\"}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /// One line of a gigabyte, and a screen that is drawn for ever: the memory is what counts.
  private static void endless(Recipe recipe, Path scratch, int megabytes) throws IOException {
    var line = scratch.resolve("line");
    fill(line, "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8), 4 * megabytes);
    System.out.printf(
        Locale.ROOT, "one line of %d MB: %.0f MB/s%n", 4 * megabytes, speed(recipe, line));
    var redraws = scratch.resolve("redraws");
    fill(
        redraws,
        "\u001b[2J\u001b[H✢ Working… (5s)\u001b[K\r".repeat(2000).getBytes(StandardCharsets.UTF_8),
        megabytes);
    System.out.printf(
        Locale.ROOT, "%d MB of redraws: %.0f MB/s%n", megabytes, speed(recipe, redraws));
    System.gc();
    var heap = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "heap at most %d MB, in use %d MB; resident at most %s%n",
        heap.maxMemory() / MEGABYTE,
        (heap.totalMemory() - heap.freeMemory()) / MEGABYTE,
        resident());
  }

  private static String resident() throws IOException {
    var status = Path.of("/proc/self/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(l -> l.startsWith("VmHWM"))
            .map(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) / 1024 + " MB")
            .findFirst()
            .orElse("unknown")
        : "unknown";
  }

  private static Path file(Path scratch, byte[] part, int megabytes) throws IOException {
    var file = scratch.resolve("log");
    fill(file, part, megabytes);
    return file;
  }

  private static void fill(Path file, byte[] part, int megabytes) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < (long) megabytes * MEGABYTE; written += part.length) {
        out.write(part);
      }
    }
  }

  /// The best of a few rounds, by CPU time: others use the machine as well.
  private static double speed(Recipe recipe, Path file) throws IOException {
    var best = 0.0;
    for (var i = 0; i < ROUNDS; i++) {
      var kept = new ArrayList<Object>();
      var began = CPU.getCurrentThreadCpuTime();
      var reader =
          new Signs(recipe, ZoneOffset.UTC)
              .reader(Where.JSON, Where.LINE, "agent.log", Instant.EPOCH, sink(kept));
      new DiskOutputs().bytes(file, 0, Long.MAX_VALUE, reader::take);
      reader.end();
      var seconds = (CPU.getCurrentThreadCpuTime() - began) / 1e9;
      best = Math.max(best, Files.size(file) / (double) MEGABYTE / seconds);
    }
    return best;
  }

  private static OutputReader.Sink sink(List<Object> kept) {
    return (number, fired, blank) -> {
      if (!fired.isEmpty()) {
        kept.clear();
        kept.add(fired);
      }
    };
  }
}
