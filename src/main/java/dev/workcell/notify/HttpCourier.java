package dev.workcell.notify;

import dev.workcell.run.Reply;
import dev.workcell.supervise.Courier;
import java.time.Duration;

/// Sends by HTTP. The client behind it costs a third of a second to load, so that it is made when
/// something is sent.
public final class HttpCourier implements Courier {
  @Override
  public Reply send(Errand errand, Duration limit) throws InterruptedException {
    return Exchange.of(errand, limit);
  }
}
