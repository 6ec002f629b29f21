package dev.workcell.post;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server on loopback that plays the chat services by their documentation, right answers and
/// errors. What comes is kept; how it answers is chosen by a mood.
public final class Chats implements AutoCloseable {
  static final String TOKEN = "123456:replace-me";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> moods = new ConcurrentHashMap<>();
  private final List<Request> kept = new CopyOnWriteArrayList<>();

  /// What came.
  record Request(String method, String path, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /// An answer.
  private record Answer(int status, Map<String, String> headers, String body) {
    static Answer text(int status, String body) {
      return new Answer(status, Map.of(), body);
    }
  }

  private Chats(HttpServer server) {
    this.server = server;
  }

  public static Chats open() throws IOException {
    return on(0);
  }

  /// At a port that was free a moment ago.
  static Chats on(int port) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    var chats = new Chats(server);
    server.createContext("/", chats::handle);
    server.setExecutor(chats.threads);
    server.start();
    return chats;
  }

  int port() {
    return server.getAddress().getPort();
  }

  public String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(port(), path);
  }

  /// How a service answers from now on; the empty mood is the right answer.
  Chats mood(String service, String mood) {
    moods.put(service, mood);
    return this;
  }

  /// What came to a service, in the order of its coming.
  List<Request> came(String service) {
    return requests.stream().filter(r -> r.path().startsWith("/" + service)).toList();
  }

  /// The same without what came again under its key, as it does when a sender had too little time
  /// to hear the answer.
  List<Request> messages(String service) {
    var keys = new HashSet<String>();
    return came(service).stream().filter(r -> keys.add(r.header("Idempotency-Key"))).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new ConcurrentHashMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var request =
          new Request(
              exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
      requests.add(request);
      var service = request.path().split("[/?]", -1)[1];
      var mood = moods.getOrDefault(service, "");
      if (mood.equals("cut")) {
        return; // the connection ends without an answer
      }
      if (mood.equals("hang")) {
        hang(service);
        return;
      }
      var answer =
          mood.isEmpty() || mood.startsWith("+") ? right(service, request) : wrong(service, mood);
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /// Until the mood is another, or the server is closed.
  private void hang(String service) {
    while ("hang".equals(moods.get(service)) && !threads.isShutdown()) {
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  private Answer right(String service, Request request) {
    return switch (service) {
      case "telegram" ->
          request.path().equals("/telegram/bot%s/sendMessage".formatted(TOKEN))
              ? Answer.text(200, "{\"ok\":true,\"result\":{\"message_id\":1}}")
              : Answer.text(
                  401, "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
      case "slack" -> Answer.text(200, "ok");
      case "discord" -> Answer.text(200, "{\"id\":\"1\",\"content\":\"\"}");
      case "ntfy" -> ntfy(request);
      case "hooks" -> openclaw(request);
      default -> Answer.text(204, "");
    };
  }

  /// It keeps what is published, and tells it when polled.
  private Answer ntfy(Request request) {
    if (request.method().equals("GET")) {
      var lines = new StringBuilder();
      kept.forEach(r -> lines.append(r.body()).append('\n'));
      return Answer.text(200, lines.toString());
    }
    kept.add(request);
    return Answer.text(200, "{\"id\":\"x1\",\"event\":\"message\"}");
  }

  private static Answer openclaw(Request request) {
    if (!request.header("Authorization").equals("Bearer HOOK")) {
      return Answer.text(401, "Unauthorized");
    }
    return Answer.text(200, "{\"ok\":true,\"mode\":\"now\",\"eventOutcome\":\"queued\"}");
  }

  private static Answer wrong(String service, String mood) {
    return switch (service + " " + mood) {
      case "telegram 429" ->
          Answer.text(
              429,
              "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 35\",\"parameters\":{\"retry_after\":35}}");
      case "telegram chat" ->
          Answer.text(
              400,
              "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: chat not found\"}");
      case "telegram moved" ->
          Answer.text(
              400,
              "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded to a supergroup chat\",\"parameters\":{\"migrate_to_chat_id\":-10042}}");
      case "telegram long" ->
          Answer.text(
              400,
              "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: message is too long\"}");
      case "telegram 403" ->
          Answer.text(
              403,
              "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was blocked by the user\"}");
      case "telegram 404" ->
          Answer.text(404, "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}");
      case "slack 429" -> new Answer(429, Map.of("Retry-After", "30"), "rate_limited");
      case "slack channel" -> Answer.text(404, "channel_not_found");
      case "slack revoked" -> Answer.text(404, "no_service");
      case "slack 403" -> Answer.text(403, "action_prohibited");
      case "slack archived" -> Answer.text(410, "channel_is_archived");
      case "slack 400" -> Answer.text(400, "invalid_payload");
      case "slack 500" -> Answer.text(500, "rollup_error");
      case "discord 429" ->
          new Answer(
              429,
              Map.of("Retry-After", "2"),
              "{\"message\":\"You are being rate limited.\",\"retry_after\":1.5,\"global\":false}");
      case "discord 401" ->
          Answer.text(401, "{\"message\":\"Invalid Webhook Token\",\"code\":50027}");
      case "discord 404" -> Answer.text(404, "{\"message\":\"Unknown Webhook\",\"code\":10015}");
      case "discord long" -> Answer.text(400, "{\"code\":50035,\"message\":\"Invalid Form Body\"}");
      case "ntfy 401", "ntfy 403" ->
          Answer.text(
              Integer.parseInt(mood), "{\"code\":%s01,\"error\":\"forbidden\"}".formatted(mood));
      case "hooks 429" -> new Answer(429, Map.of("Retry-After", "60"), "Too Many Requests");
      case "hooks 404" -> Answer.text(404, "Not Found");
      case "hooks 400" -> Answer.text(400, "{\"ok\":false,\"error\":\"text required\"}");
      case "hooks coalesced" ->
          Answer.text(200, "{\"ok\":true,\"mode\":\"now\",\"eventOutcome\":\"coalesced\"}");
      default -> {
        var code = Integer.parseInt(mood.replaceAll(" .*", ""));
        var retry = mood.contains(" ") ? mood.replaceAll(".* ", "") : "";
        yield new Answer(
            code, retry.isEmpty() ? Map.of() : Map.of("Retry-After", retry), "as asked");
      }
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
