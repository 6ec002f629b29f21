package dev.workcell.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How something leaves: a request of HTTP, or a program. Texts are templates.
public sealed interface Transport {
  /// @param body empty for none
  record Http(String method, String url, Map<String, String> headers, Optional<String> body)
      implements Transport {
    public Http {
      headers = Map.copyOf(headers);
    }
  }

  /// @param variants the first whose program is there is taken
  /// @param environment variables of ours that it gets besides PATH, HOME and LANG
  /// @param secrets variables that hold parameters, by name: never in its words
  record Program(List<Variant> variants, List<String> environment, Map<String, String> secrets)
      implements Transport {
    public Program {
      variants = List.copyOf(variants);
      environment = List.copyOf(environment);
      secrets = Map.copyOf(secrets);
    }
  }

  /// One command line.
  ///
  /// @param input what it reads
  record Variant(List<String> words, Optional<String> input) {
    public Variant {
      words = List.copyOf(words);
    }
  }

  /// Reads `request`, or `run`.
  ///
  /// @param known the words that may stand in braces
  static Transport of(FrontMatter front, Set<String> known) {
    var request = front.child("request");
    var runs = front.children("run");
    if (request.isPresent() == !runs.isEmpty()) {
      throw front.refused(front.node().line(), "it takes one of 'request' and 'run'");
    }
    return request.isPresent() ? http(request.get(), known) : program(front, runs, known);
  }

  private static Transport http(FrontMatter front, Set<String> known) {
    var http =
        new Http(
            front.optText("method").orElse("POST"),
            front.text("url"),
            front.textMap("headers"),
            front.optText("body"));
    if (!http.method().matches("GET|POST|PUT")) {
      throw front.refused(
          front.line("method"), "'%s' is none of GET, POST, PUT".formatted(http.method()));
    }
    checked(front, "url", http.url(), known);
    http.headers().values().forEach(value -> checked(front, "headers", value, known));
    http.body().ifPresent(value -> checked(front, "body", value, known));
    front.nothingElse();
    return http;
  }

  private static Transport program(FrontMatter front, List<FrontMatter> runs, Set<String> known) {
    var variants = new ArrayList<Variant>();
    for (var run : runs) {
      var variant = new Variant(run.texts("words"), run.optText("input"));
      if (variant.words().isEmpty()) {
        throw run.refused(run.node().line(), "there are no words");
      }
      variant.words().forEach(word -> checked(run, "words", word, known));
      variant.input().ifPresent(text -> checked(run, "input", text, known));
      run.nothingElse();
      variants.add(variant);
    }
    var secrets = front.textMap("secrets");
    secrets.values().forEach(value -> checked(front, "secrets", value, known));
    return new Program(variants, front.texts("environment"), secrets);
  }

  private static void checked(FrontMatter front, String key, String text, Set<String> known) {
    Template.unknown(text, known)
        .ifPresent(word -> {
          throw front.refused(
              front.line(key), "%s: {%s} is nothing that is known here".formatted(key, word));
        });
  }
}
