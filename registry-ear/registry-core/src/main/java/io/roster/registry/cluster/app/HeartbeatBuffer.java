/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.Beat;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Heartbeats that wait to be written: one for each worker, the latest. It holds no more entries
 * than there are workers, so it is bounded also while the database is away.
 */
@ApplicationScoped
public class HeartbeatBuffer {

  private final ConcurrentHashMap<WorkerId, Beat> pending = new ConcurrentHashMap<>();

  /** Keeps a beat; returns how many workers wait. */
  public int offer(WorkerId worker, Beat beat) {
    pending.merge(worker, beat, (earlier, later) -> later.after(earlier));
    return pending.size();
  }

  /** Takes up to so many out. */
  public Map<WorkerId, Beat> take(int most) {
    List<WorkerId> workers = new ArrayList<>(most);
    for (WorkerId worker : pending.keySet()) {
      if (workers.size() == most) {
        break;
      }
      workers.add(worker);
    }
    Map<WorkerId, Beat> taken = new LinkedHashMap<>();
    for (WorkerId worker : workers) {
      Beat beat = pending.remove(worker);
      if (beat != null) {
        taken.put(worker, beat);
      }
    }
    return taken;
  }

  /** Puts back what could not be written; a beat that came meanwhile wins. */
  public void putBack(Map<WorkerId, Beat> beats) {
    beats.forEach(
        (worker, beat) -> pending.merge(worker, beat, (newer, older) -> newer.after(older)));
  }

  /** Drops the beats of a worker that left. */
  public void forget(WorkerId worker) {
    pending.remove(worker);
  }

  public int size() {
    return pending.size();
  }
}
