/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.testing;

import io.roster.registry.access.Role;
import io.roster.registry.audit.AuditRecord;
import io.roster.registry.audit.AuditResult;
import io.roster.registry.chunk.ChunkState;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.Order;
import io.roster.registry.facts.ArtifactFact;
import io.roster.registry.facts.ChunkMap;
import io.roster.registry.facts.CoordinatorFact;
import io.roster.registry.facts.Copies;
import io.roster.registry.facts.KeyDetail;
import io.roster.registry.facts.KeyFact;
import io.roster.registry.facts.LeaseFact;
import io.roster.registry.facts.ReplicaCondition;
import io.roster.registry.facts.ReplicaFact;
import io.roster.registry.facts.TransportCondition;
import io.roster.registry.facts.TransportEnd;
import io.roster.registry.facts.TransportFact;
import io.roster.registry.facts.WaitingFact;
import io.roster.registry.facts.WaitingReason;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.page.Moment;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import io.roster.registry.replica.ExportState;
import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A registry that has one of each thing there is: worker w-1 holds mi2:a, which a key names. */
public final class OneOfEach {

  /** Of the replica, of the transport and of the command. */
  public static final UUID ID = UUID.fromString("5d3c8bb2-7f0e-4d6c-9a52-0a3f3d1c7e11");

  private static final long GIB = 1L << 30;
  private static final TransportEnd END = new TransportEnd("w-1", "node-w-1", "10.0.0.7", 50_053);

  private OneOfEach() {}

  /** Fills every view. */
  public static void in(FakeRegistry registry) {
    Instant now = registry.clock().instant();
    registry.register("w-1");
    registry.addAccount("ben", Role.VIEWER);
    registry.settings.addAll(
        Settings.read(
                RegistrySettings.TABLE, Map.of("roster.database.url", "jdbc:postgresql:roster"))
            .effective());
    ReplicaPlace place =
        new ReplicaPlace("mi2:a", "", "node-w-1", "10.0.0.7", 50_053, MemoryType.GPU, 0);
    registry.facts.replicas.put(
        ID,
        new ReplicaFact(
            ID,
            place,
            new WorkerId("w-1"),
            4 * GIB,
            ReplicaCondition.AVAILABLE,
            ExportState.EXPORTABLE,
            1,
            4,
            now,
            now,
            Optional.empty()));
    registry.facts.artifacts.put(
        "mi2:a",
        new ArtifactFact(
            "mi2:a",
            ArtifactIdKind.MI2,
            4 * GIB,
            List.of(new Copies(MemoryType.GPU, 1, 1, 4 * GIB)),
            1,
            0,
            1,
            true,
            now,
            now));
    registry.facts.transports.put(
        ID,
        new TransportFact(
            ID,
            "request-1",
            "mi2:a",
            "",
            ID,
            END,
            new TransportEnd("w-2", "node-w-2", "10.0.0.8", 50_053),
            Optional.empty(),
            4 * GIB,
            TransportCondition.IN_PROGRESS,
            "",
            now,
            Optional.empty()));
    registry.facts.waiting.add(
        new WaitingFact(
            "request-2",
            1,
            "mi2:a",
            "",
            END,
            Optional.empty(),
            WaitingReason.SOURCES_BUSY,
            now,
            now.plusSeconds(30)));
    KeyMapping mapping =
        new KeyMapping(
            "models/llama", "mi2:a", "", "", OptionalLong.of(5), 4, KeyMapping.Kind.ALIAS);
    registry.facts.keys.put("models/llama", new KeyFact(mapping, now, now));
    registry.facts.keyHistory.add(
        new KeyDetail.Change(3, now, KeyDetail.What.SET, 4, "mi2:a", "user:ann"));
    registry.facts.leases.add(
        new LeaseFact(
            3, "daemon-w-1", Optional.of("w-1"), 2, now.plusSeconds(10), Duration.ofSeconds(10)));
    registry.facts.coordinators.add(
        new CoordinatorFact(
            "coordinator-a",
            true,
            "0.1.0",
            "10.0.0.1",
            50_051,
            8_080,
            now,
            now,
            Duration.ofSeconds(1),
            10,
            0,
            0.4));
    registry.facts.chunks =
        Optional.of(
            new ChunkMap(
                "mi2:a",
                25,
                1,
                List.of(
                    new ChunkMap.Holder(
                        "host-a", 1, List.of(new ChunkMap.Cell(0, 1, ChunkState.HOT)))),
                0,
                new Moment(1, now)));
    registry.commands.add(
        new Command(
            ID,
            Order.requestResync(new WorkerId("w-1")),
            Optional.of(new WorkerId("w-1")),
            "a good reason",
            "user:ann",
            "key",
            CommandState.DELIVERED,
            "",
            1,
            now,
            now,
            now));
    registry.audit.add(
        new AuditRecord(
            1,
            now,
            "user:ann",
            "10.0.0.9",
            "DRAIN_WORKER",
            "w-1",
            AuditResult.ACCEPTED,
            "a good reason",
            "key",
            ID.toString(),
            OptionalLong.of(4),
            "",
            5));
  }
}
