package dev.workcell.sim;

import dev.workcell.run.Letter;
import dev.workcell.run.Mailbox;
import dev.workcell.run.Refusal;
import dev.workcell.runbook.Adapter;
import dev.workcell.runbook.Receiver;
import dev.workcell.runbook.Receiver.SecretPlace;
import dev.workcell.supervise.Cells.LongWork;
import dev.workcell.supervise.Courier;
import dev.workcell.supervise.Outbox;
import dev.workcell.supervise.Post;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Nobody is told anything in the simulation.
final class NoPost implements Post, Outbox {
  @Override
  public List<Receiver> receivers() {
    return List.of();
  }

  @Override
  public Adapter adapter(String name) {
    throw new Refusal(Refusal.Kind.NOT_FOUND, "there is no adapter", name, "");
  }

  @Override
  public List<String> adapters() {
    return List.of();
  }

  @Override
  public String secret(SecretPlace place) {
    throw new Refusal(Refusal.Kind.MISSING, "there are no secrets", "here", "");
  }

  @Override
  public Outbox outbox() {
    return this;
  }

  @Override
  public Courier courier() {
    throw new IllegalStateException("nothing is sent");
  }

  @Override
  public List<Letter> letters() {
    return List.of();
  }

  @Override
  public boolean has(String id) {
    return false;
  }

  @Override
  public void add(Letter letter) {
    throw new IllegalStateException("nobody is told");
  }

  @Override
  public void replace(Letter letter) {
    add(letter);
  }

  @Override
  public void remove(String id) {}

  @Override
  public List<Mailbox> mailboxes() {
    return List.of();
  }

  @Override
  public void write(Mailbox mailbox) {
    throw new IllegalStateException("nobody is told");
  }

  @Override
  public long stamp() {
    return 0;
  }

  @Override
  public <T> Optional<T> whileSending(Duration patience, LongWork<T> body) {
    return Optional.empty();
  }
}
