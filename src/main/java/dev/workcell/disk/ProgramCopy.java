package dev.workcell.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/// The program that a workcell was launched with, kept apart from the checkout or package it came
/// from, so that an upgrade never changes a running workcell or its judge.
final class ProgramCopy {
  private ProgramCopy() {}

  static void make(Path source, Path copy) throws IOException {
    var random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    var draft = copy.resolveSibling(".new-" + random);
    AtomicFile.makeDirectory(draft);
    copyAll(source, draft);
    try {
      Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (java.nio.file.FileSystemException e) {
      Litter.delete(draft);
      if (!Files.isDirectory(copy)) {
        throw e;
      }
    }
    AtomicFile.syncDirectory(AtomicFile.parent(copy));
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (var entries = Files.list(from)) {
      for (var entry : entries.toList()) {
        var target = to.resolve(entry.getFileName());
        if (Files.isDirectory(entry)) {
          AtomicFile.makeDirectory(target);
          copyAll(entry, target);
        } else {
          Files.copy(entry, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
