/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.schema.app;

import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.model.Act;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.JsonValues;
import io.roster.registry.platform.Names;
import io.roster.registry.schema.SchemaService;
import io.roster.registry.schema.SchemaStatus;
import io.roster.registry.schema.SchemaStatus.Member;
import io.roster.registry.schema.SchemaStillNeeded;
import io.roster.registry.schema.model.SharedSchema;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door to the schema. */
@Singleton
@Local(SchemaService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SchemaSteps implements SchemaService {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaSteps.class);
  private static final String SUBJECT = "schema";

  @Inject private SharedSchema schema;
  @Inject private Audit audit;
  @Inject private Changes changes;
  @Inject private Journal journal;

  @Override
  public SchemaStatus status() {
    return schema.status();
  }

  @Override
  public SchemaStatus contract(String reason, Identity asking) {
    Act act = Act.of(asking, "CONTRACT_SCHEMA", SUBJECT, reason);
    return audit.watch(
        act,
        () -> {
          asking.require(Role.ADMIN, "contract the schema");
          Names.require("reason", reason);
          return contract(act);
        });
  }

  private SchemaStatus contract(Act act) {
    List<Member> needing = schema.contract();
    if (!needing.isEmpty()) {
      throw new SchemaStillNeeded(
          needing.stream()
              .map(
                  one ->
                      one.coordinator()
                          + " (version "
                          + one.version()
                          + ", schema "
                          + one.known()
                          + ")")
              .collect(Collectors.joining(", ")));
    }
    SchemaStatus after = schema.status();
    changes.changeAlone("ContractSchema", () -> note(act, after));
    LOG.info(
        "schema_contracted oldest_writer={} reason=\"{}\"", after.oldestWriter(), act.reason());
    return after;
  }

  private boolean note(Act act, SchemaStatus after) {
    journal.append(
        act.who().actor(),
        "schema.contracted",
        SUBJECT,
        JsonValue.NULL,
        JsonValues.object().add("oldest_writer", after.oldestWriter()).build());
    audit.accepted(act, "");
    return true;
  }
}
