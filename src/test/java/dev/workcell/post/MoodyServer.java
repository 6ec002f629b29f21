package dev.workcell.post;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A receiver that fails at random, for the bench: it refuses, wants to be left alone, is slow,
/// takes a message and loses its answer. It knows what it took.
final class MoodyServer implements AutoCloseable {
  private static final Pattern KEY = Pattern.compile("\"key\":\"([0-9a-f]{8}-[0-9]{4}-[0-9]+)\"");
  private static final Pattern TAG = Pattern.compile("\"tags\":\\[\"workcell\",\"([^\"]+)\"\\]");

  private final Random chance;
  private final int port;
  private HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Took> took = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private int refused;

  /// A message that it has.
  ///
  /// @param key of the message
  /// @param notices their keys
  /// @param lost its answer was lost on purpose
  record Took(String path, String key, List<String> notices, boolean lost) {}

  MoodyServer(long seed) throws IOException {
    this.chance = new Random(seed);
    this.server = bound(0);
    this.port = server.getAddress().getPort();
  }

  private HttpServer bound(int at) throws IOException {
    var bound = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
    bound.createContext("/", this::handle);
    bound.setExecutor(threads);
    bound.start();
    return bound;
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(port, path);
  }

  /// Nobody listens for a while.
  synchronized void away() {
    server.stop(0);
  }

  synchronized void back() throws IOException {
    server = bound(port);
  }

  synchronized List<Took> took() {
    return List.copyOf(took);
  }

  synchronized int refused() {
    return refused;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var path = exchange.getRequestURI().getPath();
      if (exchange.getRequestMethod().equals("GET")) {
        answer(exchange, 200, "", polled());
        return;
      }
      var mood = mood();
      if (mood < 60) {
        take(exchange, path, body, false);
        answer(exchange, 200, "", "{\"id\":\"x\"}");
      } else if (mood < 70) {
        take(exchange, path, body, false);
        pause(Duration.ofMillis(600));
        answer(exchange, 200, "", "{\"id\":\"x\"}");
      } else if (mood < 78) {
        take(exchange, path, body, true); // and no answer
      } else if (mood < 82) {
        take(exchange, path, body, true);
        pause(Duration.ofSeconds(4)); // longer than it is waited for
      } else {
        refuse(exchange, mood);
      }
    }
  }

  private void refuse(HttpExchange exchange, int mood) throws IOException {
    synchronized (this) {
      refused++;
    }
    if (mood < 90) {
      answer(exchange, 500, "", "out of order");
    } else if (mood < 95) {
      answer(exchange, 429, "1", "{\"retry_after\":1}");
    } else {
      answer(exchange, 503, "", "");
    }
  }

  private synchronized int mood() {
    return chance.nextInt(100);
  }

  private synchronized String polled() {
    return String.join("\n", kept);
  }

  private synchronized void take(HttpExchange exchange, String path, String body, boolean lost) {
    var header = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    var tag = TAG.matcher(body);
    var key = header != null ? header : tag.find() ? tag.group(1) : "";
    var notices = new ArrayList<String>();
    var found = KEY.matcher(body);
    while (found.find()) {
      notices.add(found.group(1));
    }
    took.add(new Took(path, key, List.copyOf(notices), lost));
    kept.add(body.replace("\n", " "));
  }

  private static void answer(HttpExchange exchange, int code, String after, String body)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    if (!after.isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", after);
    }
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void pause(Duration length) {
    try {
      threads.awaitTermination(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
