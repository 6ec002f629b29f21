package dev.workcell.cli;

import dev.workcell.supervise.Supervisors.Lease;
import dev.workcell.supervise.World;
import java.io.IOException;

/// The program that stays: what `supervise` starts in this process.
public interface Staying {
  /// @param stay whether it stays when nothing is open
  void run(World world, Lease lease, boolean stay) throws IOException, InterruptedException;
}
