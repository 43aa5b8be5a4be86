/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much heap each of several coordinators on one machine may take. */
final class HeapShare {

  private static final long MEBIBYTE = 1024L * 1024;

  // As much as a demo can use; and the least: what one keeps while it idles is below 100 MiB.
  private static final long MOST = 768;
  private static final long LEAST = 256;

  // Classes, compiled code, threads and buffers of one coordinator.
  private static final long BESIDE_HEAP = 320;

  // Three nodes, PostgreSQL, and whatever else the machine is used for.
  private static final long FOR_THE_REST = 2048;

  private HeapShare() {}

  /** The share on this machine or, in a container, of what the container may take. */
  static String option(int coordinators) {
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "-Xmx" + mebibytes(machine.getTotalMemorySize(), coordinators) + "m";
  }

  static long mebibytes(long machineBytes, int coordinators) {
    long each = (machineBytes / MEBIBYTE - FOR_THE_REST) / coordinators - BESIDE_HEAP;
    return Math.max(LEAST, Math.min(MOST, each));
  }
}
