package dev.workcell.host;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The processes of this machine, as far as we may see them. A process that ends while it is looked
/// at is left out; `IOException` always means "could not look".
interface ProcessTable {
  List<ProcessRow> rows() throws IOException;

  Optional<ProcessRow> row(long pid) throws IOException;

  /// What `variable` is in the environments of `rows`, by pid. Another user's process is left out.
  Map<Long, String> values(List<ProcessRow> rows, String variable) throws IOException;

  /// What each of `rows` has done so far, by pid. One that has ended is left out.
  Map<Long, ProcessUse> uses(List<ProcessRow> rows) throws IOException;

  /// The command line, as raw text of others.
  String command(ProcessRow row);
}
