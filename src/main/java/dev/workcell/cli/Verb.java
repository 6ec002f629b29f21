package dev.workcell.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command: its words and what it does.
interface Verb {
  String name();

  /// Its options and parameters.
  CommandSpec spec();

  /// @return the exit code
  int run(ParseResult words, Desk desk) throws IOException, InterruptedException;
}
