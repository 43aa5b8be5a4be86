/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit.app;

import io.roster.registry.audit.AuditResult;
import io.roster.registry.audit.model.Act;
import io.roster.registry.audit.model.AuditLog;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what people ask for: what is done in the transaction that does it, what is refused in
 * one of its own.
 */
@ApplicationScoped
public class Audit {

  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  /** Nothing was decided about the request; whoever sends it again gets a record then. */
  private static final Set<ErrorCode> UNDECIDED =
      Set.of(
          ErrorCode.DATABASE_AWAY,
          ErrorCode.STOPPING,
          ErrorCode.OVERLOADED,
          ErrorCode.CONCURRENT_CHANGE);

  private AuditLog log;
  private Changes changes;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public Audit() {}

  @Inject
  public Audit(AuditLog log, Changes changes) {
    this.log = log;
    this.changes = changes;
  }

  /** Belongs to the caller's transaction. */
  public void accepted(Act act, String command) {
    log.add(act, AuditResult.ACCEPTED, command, "");
  }

  /** Belongs to the caller's transaction. */
  public void repeated(Act act, String command) {
    log.add(act, AuditResult.REPEATED, command, "");
  }

  /** In a transaction of its own. */
  public void refused(Act act, String why) {
    note(act, AuditResult.REFUSED, why);
  }

  /** Does what somebody asks for, which writes its own record; a refusal is written here. */
  public <T> T watch(Act act, Supplier<T> work) {
    try {
      return work.get();
    } catch (RegistryException refusal) {
      if (!UNDECIDED.contains(refusal.code())) {
        note(act, result(refusal.code()), String.valueOf(refusal.getMessage()));
      }
      throw refusal;
    }
  }

  private static AuditResult result(ErrorCode code) {
    return switch (code) {
      case TARGET_CHANGED -> AuditResult.CONFLICT;
      case NOT_PERMITTED -> AuditResult.FORBIDDEN;
      default -> AuditResult.REFUSED;
    };
  }

  private void note(Act act, AuditResult result, String detail) {
    try {
      changes.changeAlone(
          "audit",
          () -> {
            log.add(act, result, "", detail);
            return result;
          });
    } catch (RegistryException unwritten) {
      LOG.warn(
          "audit_unwritten code=ROS-2030 actor={} action={} target={} result={} cause=\"{}\"",
          act.who().actor().name(),
          act.action(),
          act.target(),
          result,
          unwritten.getMessage());
    }
  }
}
