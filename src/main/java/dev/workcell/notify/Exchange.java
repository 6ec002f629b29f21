package dev.workcell.notify;

import dev.workcell.run.Reply;
import dev.workcell.run.Reply.Answered;
import dev.workcell.run.Reply.Failed;
import dev.workcell.run.Reply.Failure;
import dev.workcell.supervise.Courier.Errand;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One request and its answer, with a connection of its own. The client tries nothing twice: what
/// may have arrived is decided on by who asked.
final class Exchange {
  private static final int LONGEST_BODY = 1 << 20;

  private Exchange() {}

  static Reply of(Errand errand, Duration limit) throws InterruptedException {
    HttpRequest request;
    try {
      request = request(errand, limit);
    } catch (IllegalArgumentException e) {
      // its text holds the address, which may hold a secret
      return new Failed(Failure.BAD_ADDRESS, "");
    }
    var client = client(limit); // closing it would wait for its threads, a second or two
    var sent =
        client.sendAsync(
            request,
            info ->
                HttpResponse.BodySubscribers.mapping(
                    BodyHandlers.ofInputStream().apply(info), Exchange::start));
    try {
      return sent.thenApplyAsync(Exchange::answered).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Failed(Failure.TIMED_OUT, "after %d ms".formatted(limit.toMillis()));
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } finally {
      sent.cancel(true);
      client.shutdownNow();
    }
  }

  private static HttpClient client(Duration limit) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(limit)
        .build();
  }

  private static HttpRequest request(Errand errand, Duration limit) {
    var address = URI.create(errand.url());
    var scheme = Optional.ofNullable(address.getScheme()).orElse("");
    if (!scheme.matches("https?") || address.getHost() == null) {
      throw new IllegalArgumentException("no address of HTTP");
    }
    var body = errand.body();
    var publisher =
        body.isPresent()
            ? BodyPublishers.ofString(body.get(), StandardCharsets.UTF_8)
            : BodyPublishers.noBody();
    var request = HttpRequest.newBuilder(address).timeout(limit).method(errand.method(), publisher);
    errand.headers().forEach(request::header);
    return request.build();
  }

  private static String start(InputStream in) {
    try (in) {
      return new String(in.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // its status is the answer
    }
  }

  private static Reply answered(HttpResponse<String> response) {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!values.isEmpty()) {
            headers.put(name.toLowerCase(Locale.ROOT), values.getFirst());
          }
        });
    return new Answered(response.statusCode(), headers, response.body());
  }

  private static Failed failed(@Nullable Throwable wrapped) {
    for (var cause = wrapped; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return new Failed(Failure.UNKNOWN_HOST, "");
      }
      if (cause instanceof NoRouteToHostException) {
        return new Failed(Failure.NO_ROUTE, words(cause));
      }
      if (cause instanceof SSLException) {
        return new Failed(Failure.TLS, words(cause));
      }
    }
    return switch (wrapped) {
      case HttpConnectTimeoutException _ -> new Failed(Failure.NO_ROUTE, "no connection in time");
      case ConnectException e when words(e).contains("unreachable") ->
          new Failed(Failure.NO_ROUTE, words(e));
      case ConnectException _ -> new Failed(Failure.CONNECTION_REFUSED, "");
      case HttpTimeoutException _ -> new Failed(Failure.TIMED_OUT, "");
      case null, default -> new Failed(Failure.CUT_OFF, words(wrapped));
    };
  }

  private static String words(@Nullable Throwable cause) {
    var text = cause == null ? null : cause.getMessage();
    return text == null ? "" : text;
  }
}
