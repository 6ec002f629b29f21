package dev.workcell.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Port: the skill as it is packed into the program, and folders outside that may hold one.
public interface Skills {
  /// The packed files: path below the folder -> text.
  SortedMap<String, String> packed() throws IOException;

  /// Looks at a folder without changing anything.
  Folder look(Path folder) throws IOException;

  /// Makes the folder hold these files and nothing else. It is written beside its place and
  /// renamed; what was there before, a link as well, is removed after that.
  void put(Path folder, Map<String, String> files) throws IOException;

  /// What is at a place.
  sealed interface Folder {
    /// Nothing, or an empty directory.
    record Nothing() implements Folder {}

    /// A file or a link, said in words.
    record Other(String what) implements Folder {}

    /// A directory.
    ///
    /// @param hashes path -> sha256 in hex; of what is no plain file, the word `other`
    /// @param manifest the text of our list in it; empty when there is none
    record Files(SortedMap<String, String> hashes, String manifest) implements Folder {
      public Files {
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
      }
    }
  }
}
