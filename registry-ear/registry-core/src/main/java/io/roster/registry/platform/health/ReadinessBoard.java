/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.health;

import io.roster.registry.platform.Readiness;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the latest outcome of each check, and logs when one changes. */
@Singleton
@Local(Readiness.class)
@LocalBean
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReadinessBoard implements Readiness {

  private static final String GRPC = "grpc";

  /** What must be so before a coordinator is ready. */
  public static final List<String> NEEDED = List.of("database", "schema", GRPC);

  private static final Logger LOG = LoggerFactory.getLogger(ReadinessBoard.class);
  private static final String NOT_YET = "has not been looked at yet";

  private final ConcurrentMap<String, Check> latest = new ConcurrentHashMap<>();
  private final Map<String, Boolean> everUp = new ConcurrentHashMap<>();

  @Override
  public List<Check> checks() {
    return NEEDED.stream()
        .map(name -> latest.getOrDefault(name, new Check(name, false, NOT_YET)))
        .toList();
  }

  @Override
  public boolean started() {
    return everUp.keySet().containsAll(NEEDED);
  }

  @Override
  public void report(Check check) {
    Check before = latest.put(check.name(), check);
    if (check.up()) {
      everUp.put(check.name(), true);
    }
    if (before == null || before.up() != check.up()) {
      tell(check, before == null);
    }
  }

  private static void tell(Check check, boolean first) {
    // The gRPC port closes only when the coordinator stops, and that is nothing to worry about.
    if (check.up() || first || check.name().equals(GRPC)) {
      LOG.info("readiness check={} up={} detail=\"{}\"", check.name(), check.up(), check.detail());
    } else {
      LOG.warn(
          "readiness check={} up=false code=ROS-2002 detail=\"{}\"", check.name(), check.detail());
    }
  }

  /** Whether one check is up. */
  public boolean isUp(String name) {
    Check check = latest.get(name);
    return check != null && check.up();
  }
}
