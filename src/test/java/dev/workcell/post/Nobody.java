package dev.workcell.post;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A port at which nobody listens, and nobody else can while it is open.
final class Nobody implements AutoCloseable {
  private final Socket socket = new Socket();
  private int port;

  static Nobody open() throws IOException {
    var nobody = new Nobody();
    nobody.socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    nobody.port = nobody.socket.getLocalPort();
    return nobody;
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
