package dev.workcell.supervise;

import dev.workcell.runbook.Adapter;
import dev.workcell.runbook.Receiver;
import dev.workcell.runbook.Receiver.SecretPlace;
import java.io.IOException;
import java.util.List;

/// Port: who is told, how, and what is on its way.
public interface Post {
  /// Who is told by the operator's configuration; nobody when there is none. A cheap look then.
  ///
  /// @throws dev.workcell.run.Refusal if it is wrong
  List<Receiver> receivers() throws IOException;

  /// The page of an adapter.
  ///
  /// @throws dev.workcell.run.Refusal if there is none of that name, or it is wrong
  Adapter adapter(String name);

  /// The names of all adapters.
  List<String> adapters() throws IOException;

  /// What stands in that place.
  ///
  /// @throws dev.workcell.run.Refusal if there is nothing, or others can read it
  String secret(SecretPlace place) throws IOException;

  Outbox outbox();

  Courier courier();
}
