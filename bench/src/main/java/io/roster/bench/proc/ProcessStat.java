/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.proc;

import java.util.List;

/**
 * The line of {@code /proc/PID/stat}, as far as it tells who a process is and what it has used.
 *
 * @param ownTicks processor time of its threads
 * @param reapedTicks processor time of the children that ended and were waited for, with theirs
 */
record ProcessStat(long pid, long parent, long ownTicks, long reapedTicks) {

  // Counted from the state, which is the first field after the name.
  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int REAPED_USER = 13;
  private static final int REAPED_SYSTEM = 14;

  /** The name stands in parentheses and may hold spaces and parentheses itself. */
  static ProcessStat parse(String line) {
    int nameBegins = line.indexOf('(');
    int nameEnds = line.lastIndexOf(')');
    if (nameBegins < 0 || nameEnds < nameBegins) {
      throw new IllegalArgumentException("this is no line of /proc/PID/stat: " + line);
    }
    List<String> fields = List.of(line.substring(nameEnds + 1).strip().split(" +"));
    return new ProcessStat(
        Long.parseLong(line.substring(0, nameBegins).strip()),
        Long.parseLong(fields.get(PARENT)),
        Long.parseLong(fields.get(USER)) + Long.parseLong(fields.get(SYSTEM)),
        Long.parseLong(fields.get(REAPED_USER)) + Long.parseLong(fields.get(REAPED_SYSTEM)));
  }

  long ticks() {
    return ownTicks + reapedTicks;
  }
}
