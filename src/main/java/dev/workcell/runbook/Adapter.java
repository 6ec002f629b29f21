package dev.workcell.runbook;

import dev.workcell.run.Reply.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One way to tell people, read from its page: what is sent, and what the answers mean.
///
/// @param longest characters of text that the receiver takes
/// @param escapes what stands for what in the words of a notice
/// @param answers the first that fits an answer decides
/// @param failures what is said when there is no answer, instead of the usual
/// @param again what is done when it may have arrived and nobody knows
/// @param confirm how the receiver is asked afterwards
public record Adapter(
    String name,
    String title,
    int longest,
    List<Parameter> parameters,
    Transport transport,
    Map<String, String> escapes,
    List<AnswerRule> answers,
    Map<Failure, Said> failures,
    Again again,
    Optional<Confirm> confirm,
    String body) {
  private static final int LEAST = 200;
  private static final int USUAL = 3000;

  public Adapter {
    parameters = List.copyOf(parameters);
    escapes = Map.copyOf(escapes);
    answers = List.copyOf(answers);
    failures = Map.copyOf(failures);
  }

  /// What is done with a parcel of which it is not known whether it arrived.
  public enum Again {
    /// Send it again: the receiver cannot be asked.
    SEND,
    /// Send it again with the same key: the receiver drops what it has.
    SAME_KEY,
    /// Ask first, as `confirm` says.
    ASK
  }

  /// Words for people.
  public record Said(String say, String mend) {}

  /// Something that the operator sets, or that stands in a variable.
  ///
  /// @param otherwise the value when nothing is set
  /// @param env the variable that holds it when nothing is set
  /// @param list whether it is a list of words
  public record Parameter(
      String name,
      String about,
      boolean secret,
      boolean list,
      Optional<String> otherwise,
      Optional<String> env) {}

  /// How the receiver is asked whether it was seen.
  ///
  /// @param newer a pointer to a time in milliseconds that must be later than the sending
  /// @param contains what must be in the answer
  /// @param pauses when it is asked, counted from when it was accepted
  public record Confirm(
      Transport ask, Optional<String> newer, Optional<String> contains, List<Duration> pauses) {
    public Confirm {
      pauses = List.copyOf(pauses);
    }
  }

  public Optional<Parameter> parameter(String key) {
    return parameters.stream().filter(p -> p.name().equals(key)).findFirst();
  }

  /// Reads a page, whose file is named like its adapter.
  ///
  /// @throws dev.workcell.run.Refusal if a key is unknown, missing or of the wrong kind, or if a
  ///   word in braces is none that is known
  public static Adapter of(Page page) {
    var front = new FrontMatter(page.source(), page.front());
    var name = name(front, page.source());
    var parameters = parameters(front);
    var known = new HashSet<>(Template.WORDS);
    parameters.forEach(p -> known.add(p.name()));
    var adapter =
        new Adapter(
            name,
            front.text("title"),
            front.number("longest", USUAL, LEAST, 9999),
            parameters,
            Transport.of(front, known),
            front.textMap("escapes"),
            AnswerRule.all(front),
            failures(front),
            front.word("again", Again.class, Again.SEND),
            front.child("confirm").map(it -> confirm(it, known)),
            page.body());
    if (adapter.again == Again.ASK && adapter.confirm.flatMap(Confirm::contains).isEmpty()) {
      throw front.refused(front.line("again"), "to ask, confirm has to say what it contains");
    }
    front.nothingElse();
    return adapter;
  }

  private static String name(FrontMatter front, String source) {
    var word = front.text("adapter");
    var file = source.substring(source.lastIndexOf('/') + 1);
    if (!file.equals(word + ".md")) {
      throw front.refused(
          front.line("adapter"), "'%s' stands in a file named %s".formatted(word, file));
    }
    return word;
  }

  private static List<Parameter> parameters(FrontMatter front) {
    var found = new ArrayList<Parameter>();
    for (var child : front.children("parameters")) {
      var name = child.text("name");
      var optional = child.flag("optional");
      if (!name.matches("[a-z][a-z-]{0,29}") || Template.WORDS.contains(name)) {
        throw child.refused(child.line("name"), "'%s' cannot be a parameter".formatted(name));
      }
      found.add(
          new Parameter(
              name,
              child.text("about"),
              child.flag("secret"),
              child.flag("list"),
              child.optText("default").or(() -> Optional.of("").filter(_ -> optional)),
              child.optText("env")));
      child.nothingElse();
    }
    return found;
  }

  private static Map<Failure, Said> failures(FrontMatter front) {
    var found = new EnumMap<Failure, Said>(Failure.class);
    var child = front.child("failures");
    if (child.isPresent()) {
      for (var failure : Failure.values()) {
        var word = dev.workcell.run.Words.of(failure);
        child
            .get()
            .child(word)
            .ifPresent(it -> {
              found.put(failure, new Said(it.text("say"), it.optText("mend").orElse("")));
              it.nothingElse();
            });
      }
      child.get().nothingElse();
    }
    return found;
  }

  private static Confirm confirm(FrontMatter front, Set<String> known) {
    var pauses = new ArrayList<Duration>();
    for (var text : front.texts("pauses")) {
      pauses.add(front.spanOf("pauses", text));
    }
    var confirm =
        new Confirm(
            Transport.of(front, known),
            front.optText("newer").map(front::pointer),
            front.optText("contains"),
            pauses);
    if (confirm.newer.isPresent() == confirm.contains.isPresent() || pauses.isEmpty()) {
      throw front.refused(
          front.node().line(), "it takes pauses, and one of 'newer' and 'contains'");
    }
    front.nothingElse();
    return confirm;
  }
}
