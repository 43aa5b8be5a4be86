/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Takes latencies in from any thread. */
final class LatencyRecorder {

  private final Recorder recorder = new Recorder(Latencies.LONGEST_NANOS, Latencies.DIGITS);

  void record(long nanos) {
    recorder.recordValue(Math.max(0, Math.min(nanos, Latencies.LONGEST_NANOS)));
  }

  /** Those since it was last asked. */
  Latencies taken() {
    Histogram taken = recorder.getIntervalHistogram();
    return new Latencies(taken);
  }
}
