package dev.workcell.sim;

import dev.workcell.runbook.Patience;
import dev.workcell.sim.Chance.Weight;
import dev.workcell.sim.Tongue.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the agent of one attempt does, from its first line to its end. The seed chooses.
final class Part {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Agent agent;
  private final Chance chance;
  private final Tongue tongue;
  private final Patience patience;
  private final String recipe;

  Part(Agent agent) {
    this.agent = agent;
    this.chance = agent.stage.machine.chance;
    this.recipe = agent.papers.identity.recipe();
    var session = "s-" + agent.cell() + "-" + agent.name.run();
    this.tongue = Tongue.of(recipe, session);
    this.patience = agent.stage.recipes.find(recipe).patience();
  }

  void play() {
    agent.main.computes(30);
    agent.stubborn = chance.of(0.05);
    agent.after(
        chance.upTo(Duration.ofSeconds(4)),
        () -> {
          agent.print(tongue.start());
          if (agent.stage.credential.refused && !recipe.equals("command")) {
            fails(Failure.AUTH);
          } else {
            scene(chance.from(1, 3));
          }
        });
  }

  private void scene(int left) {
    if (left == 0) {
      ends();
      return;
    }
    Runnable next = () -> scene(left - 1);
    chance
        .weighed(
            List.of(
                new Weight<Consumer<Runnable>>(10, this::works),
                new Weight<Consumer<Runnable>>(1.5, this::thinks),
                new Weight<Consumer<Runnable>>(0.4, this::runsTool),
                new Weight<Consumer<Runnable>>(0.3, this::isHalted),
                new Weight<Consumer<Runnable>>(0.6, this::retries),
                new Weight<Consumer<Runnable>>(0.4, this::waitsByItself)))
        .accept(next);
  }

  private void works(Runnable next) {
    agent.main.computes(20);
    var edits = agent.stage.tempers.get(agent.cell()) == Temper.USUAL ? 0.7 : 0.03;
    agent.after(
        chance.between(MINUTE, Duration.ofMinutes(8)),
        () -> {
          agent.print(tongue.say("I look at main.c"));
          if (chance.of(edits)) {
            agent.edit();
          }
          next.run();
        });
  }

  /// Silent, but within the limit.
  private void thinks(Runnable next) {
    played("silent-thinking");
    agent.main.computes(1);
    var most = patience.silence().minus(Duration.ofMinutes(2));
    agent.after(
        chance.between(Duration.ofMinutes(5), most),
        () -> {
          agent.print(tongue.say("Now I know"));
          next.run();
        });
  }

  /// A tool that is silent for longer than the agent itself may be.
  private void runsTool(Runnable next) {
    played("silent-tool");
    agent.main.computes(1);
    agent.after(
        Duration.ofSeconds(15),
        () -> {
          var tool = agent.tool(true, true);
          var most = patience.silence().multipliedBy(5);
          agent.after(
              chance.between(Duration.ofMinutes(5), most),
              () -> {
                agent.stage.machine.end(tool);
                agent.print(tongue.say("It is built"));
                next.run();
              });
        });
  }

  /// Somebody stops it by a signal, and lets it go on much later.
  private void isHalted(Runnable next) {
    played("halted");
    agent.halt(true);
    agent.in(
        chance.between(Duration.ofMinutes(10), Duration.ofHours(3)),
        () -> {
          if (agent.main.alive) {
            agent.halt(false);
            if (agent.main.alive) {
              works(next);
            }
          }
        });
  }

  /// The provider does not answer for a while; the agent tries again by itself.
  private void retries(Runnable next) {
    if (tongue.retrying().isEmpty()) {
      works(next);
      return;
    }
    played("retries-by-itself");
    agent.main.computes(1);
    retry(chance.from(2, 20), next);
  }

  private void retry(int left, Runnable next) {
    agent.print(tongue.retrying().orElseThrow());
    agent.after(
        chance.upTo(Duration.ofSeconds(38)),
        () -> {
          if (left > 0) {
            retry(left - 1, next);
          } else {
            agent.print(tongue.say("There it is"));
            next.run();
          }
        });
  }

  /// It told of a limit and stays, until that is over by the clock on the wall.
  private void waitsByItself(Runnable next) {
    var reset = reset();
    var line = tongue.waiting(reset);
    if (line.isEmpty()) {
      works(next);
      return;
    }
    played("waits-by-itself");
    agent.print(line.get());
    agent.main.computes(0);
    until(reset, next);
  }

  private void until(Instant reset, Runnable next) {
    agent.after(
        MINUTE,
        () -> {
          if (agent.stage.machine.wall().isBefore(reset)) {
            until(reset, next);
          } else {
            agent.print(tongue.say("I go on"));
            next.run();
          }
        });
  }

  /// What kind of life the agents of one workcell have.
  enum Temper {
    USUAL,
    LIMITED,
    CRASHING,
    LAZY,
    HANGING,
    NEVER_RIGHT,
    NEVER_STARTING
  }

  static Temper temper(Chance chance) {
    return chance.of(0.75) ? Temper.USUAL : chance.one(List.of(Temper.values()));
  }

  private void ends() {
    switch (agent.stage.tempers.get(agent.cell())) {
      case LIMITED -> sometimes(() -> limit(Optional.of(soon())));
      case CRASHING -> sometimes(this::crashes);
      case LAZY -> sometimes(this::stopsHalfWay);
      case HANGING -> sometimes(this::hangs);
      case NEVER_RIGHT -> sometimes(this::claimsForNothing);
      case USUAL, NEVER_STARTING -> endsSomehow();
    }
  }

  private void sometimes(Runnable usual) {
    if (chance.of(0.95)) {
      usual.run();
    } else {
      endsSomehow();
    }
  }

  private void claimsForNothing() {
    played("claims-for-nothing");
    agent.tree.good = 0;
    tongue.done().ifPresent(agent::print);
    agent.claimed = true;
    agent.after(Duration.ofMillis(200), () -> agent.exit(0));
  }

  private void endsSomehow() {
    chance
        .weighed(
            List.of(
                new Weight<Runnable>(44, this::claims),
                new Weight<Runnable>(9, this::stopsHalfWay),
                new Weight<Runnable>(7, () -> limit(Optional.of(reset()))),
                new Weight<Runnable>(4, () -> limit(Optional.empty())),
                new Weight<Runnable>(6, this::crashes),
                new Weight<Runnable>(4, this::hangs),
                new Weight<Runnable>(2, this::retriesForEver),
                new Weight<Runnable>(3, this::losesWrapper),
                new Weight<Runnable>(4, this::vanishes),
                new Weight<Runnable>(2, this::isToldToEnd),
                new Weight<Runnable>(3, () -> fails(Failure.OVERLOADED)),
                new Weight<Runnable>(3, () -> fails(Failure.NETWORK)),
                new Weight<Runnable>(1, () -> fails(Failure.CONTEXT)),
                new Weight<Runnable>(1, () -> fails(Failure.REFUSAL)),
                new Weight<Runnable>(0.3, () -> fails(Failure.BILLING)),
                new Weight<Runnable>(0.3, () -> fails(Failure.MODEL)),
                new Weight<Runnable>(0.6, () -> fails(Failure.AUTH)),
                new Weight<Runnable>(4, this::leavesSomething)))
        .run();
  }

  private void claims() {
    if (chance.of(0.5)) {
      agent.edit();
    }
    var line = tongue.done();
    line.ifPresent(agent::print);
    agent.claimed = true;
    agent.after(Duration.ofMillis(200), () -> agent.exit(0));
  }

  private void stopsHalfWay() {
    played("stops-half-way");
    agent.exit(recipe.equals("command") ? 1 : 0);
  }

  private void limit(Optional<Instant> reset) {
    var line = tongue.limit(reset);
    if (line.isEmpty()) {
      crashes();
      return;
    }
    played(reset.isPresent() ? "limit-with-reset" : "limit");
    agent.print(line.get());
    agent.exit(1);
  }

  private void crashes() {
    played("crashes");
    agent.exit(chance.one(List.of(139, 134, 137, 1, 2)));
  }

  private void hangs() {
    played("hangs");
    agent.hopeless = true;
    agent.main.computes(1);
    agent.stage.promises.hangs(agent);
  }

  private void retriesForEver() {
    if (tongue.retrying().isEmpty()) {
      hangs();
      return;
    }
    played("retries-for-ever");
    agent.hopeless = true;
    agent.main.computes(1);
    agent.stage.promises.hangs(agent);
    again();
  }

  private void again() {
    agent.print(tongue.retrying().orElseThrow());
    agent.after(Duration.ofMinutes(2), this::again);
  }

  private void losesWrapper() {
    played("wrapper-killed");
    agent.stage.machine.end(agent.wrapper);
    scene(1);
  }

  private void vanishes() {
    played("all-killed");
    agent.stage.machine.end(agent.wrapper);
    agent.tools.forEach(agent.stage.machine::end);
    agent.exit(137);
  }

  private void isToldToEnd() {
    played("wrapper-told-to-end");
    if (!agent.wrapper.alive) {
      crashes();
      return;
    }
    agent.toldToEnd();
  }

  private void fails(Failure what) {
    var line = tongue.failure(what);
    if (line.isEmpty()) {
      crashes();
      return;
    }
    played("provider-" + what.name().toLowerCase(java.util.Locale.ROOT));
    agent.print(line.get());
    agent.exit(1);
  }

  private void leavesSomething() {
    played("leaves-processes");
    var mortal = !chance.of(0.04);
    var tool = agent.tool(chance.of(0.6), mortal);
    if (!mortal) {
      agent.in(Duration.ofHours(5), () -> agent.stage.machine.end(tool));
    }
    claims();
  }

  private Instant reset() {
    var in = chance.between(Duration.ofMinutes(10), Duration.ofHours(5));
    return agent.stage.machine.wall().plus(in);
  }

  private Instant soon() {
    return agent.stage.machine.wall().plus(chance.upTo(Duration.ofMinutes(30)));
  }

  private void played(String what) {
    agent.stage.parts.add(what);
  }
}
