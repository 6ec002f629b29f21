package dev.workcell.post;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/// A port at which nobody listens, and nobody else can while it is open. It is none of those that
/// the system gives to who asks for any, so that it is still free afterwards.
final class Nobody implements AutoCloseable {
  private final Socket socket = new Socket();
  private int port;

  static Nobody open() throws IOException {
    while (true) {
      var nobody = new Nobody();
      nobody.port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try {
        nobody.socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), nobody.port));
        return nobody;
      } catch (BindException e) {
        nobody.socket.close();
      }
    }
  }

  int port() {
    return port;
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(port(), path);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
