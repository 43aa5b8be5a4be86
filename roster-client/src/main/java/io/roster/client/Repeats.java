/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which calls may be made again although nobody knows whether the first one was carried out. What
 * stands in no table may not: a late double of a registration, for example, would outdate the
 * answer to the second.
 */
final class Repeats {

  private static final String RUNTIME = "tensorcast.global_store.v1.ClusterRuntimeService/";
  private static final String CATALOG = "tensorcast.global_store.v1.ArtifactCatalogService/";
  private static final String ASSEMBLY = "tensorcast.global_store.v1.AssemblyViewService/";
  private static final String ADMIN = "tensorcast.global_store.v1.ClusterAdminService/";
  private static final String OPERATOR = "roster.v1.OperatorService/";
  private static final String FLEET = "roster.v1.FleetService/";
  private static final String BACKUP = "roster.v1.BackupService/";
  private static final String NODE = "roster.v1.NodeCommandService/";
  private static final String INTENT = "intent";
  private static final String IDEMPOTENCY_KEY = "idempotency_key";

  /** Reads, and changes of which a double or late one changes nothing. */
  private static final Set<String> ALWAYS =
      Set.of(
          "grpc.health.v1.Health/Check",
          RUNTIME + "WorkerHeartbeat",
          RUNTIME + "InstanceHeartbeat",
          RUNTIME + "ListActiveWorkers",
          RUNTIME + "ListActiveInstances",
          RUNTIME + "ReconcileWorkerState",
          RUNTIME + "WaitReplicaDrain",
          RUNTIME + "ListReplicasV2",
          RUNTIME + "BatchGetReplicaCounts",
          RUNTIME + "CompleteReplicaTransport",
          RUNTIME + "QueryTransportWindow",
          RUNTIME + "QueryChunkLocations",
          RUNTIME + "KeepaliveShardHomeLease",
          RUNTIME + "BatchKeepaliveShardHomeLeases",
          RUNTIME + "ReleaseShardHomeLease",
          RUNTIME + "GetShardHomeLease",
          RUNTIME + "BatchGetShardHomeLeases",
          CATALOG + "GetArtifactBinding",
          CATALOG + "UpsertArtifactMetadata",
          CATALOG + "GetArtifactIndex",
          CATALOG + "GetArtifactIndexById",
          CATALOG + "ListArtifactDiskLocations",
          CATALOG + "ResolveKeyMapping",
          ASSEMBLY + "GetArtifactInfoById",
          ADMIN + "HealthCheck",
          ADMIN + "GetServerInfo",
          OPERATOR + "CancelCommand",
          OPERATOR + "GetCommand",
          OPERATOR + "ListCommands",
          BACKUP + "ExamineBackup",
          FLEET + "GetOverview",
          FLEET + "ListCoordinators",
          FLEET + "ListWorkers",
          FLEET + "GetWorker",
          FLEET + "ListReplicas",
          FLEET + "ListArtifacts",
          FLEET + "ListKeys",
          FLEET + "ListTransports",
          FLEET + "ListEvents",
          NODE + "TakeCommands",
          NODE + "AcknowledgeCommand");

  /** Changes that carry a key by which a double is known, and the field that it stands in. */
  private static final Map<String, String> KEYED =
      Map.of(
          RUNTIME + "UnregisterWorker", "client_request_id",
          RUNTIME + "RegisterReplica", "client_request_id",
          RUNTIME + "RequestReplicaTransport", "request_id");

  private Repeats() {}

  /** The full names of the methods whose doubles do no harm, whatever the request. */
  static Set<String> always() {
    return new TreeSet<>(ALWAYS);
  }

  /** Whether a double of this request does no harm. */
  static boolean safely(MethodDescriptor<?, ?> method, Object request) {
    String name = method.getFullMethodName();
    if (ALWAYS.contains(name)) {
      return true;
    }
    if (!(request instanceof Message message)) {
      return false;
    }
    String field = KEYED.get(name);
    if (field != null) {
      return isSet(message, field);
    }
    FieldDescriptor intent = intent(name, message);
    return intent != null && isSet((Message) message.getField(intent), IDEMPOTENCY_KEY);
  }

  /** The request with a key of its own, if it should carry one and has none. */
  @SuppressWarnings("unchecked")
  static <Q> Q keyed(MethodDescriptor<Q, ?> method, Q request) {
    String name = method.getFullMethodName();
    if (!(request instanceof Message message)) {
      return request;
    }
    String field = KEYED.get(name);
    if (field != null) {
      return (Q) withKey(message, field);
    }
    FieldDescriptor intent = intent(name, message);
    if (intent == null) {
      return request;
    }
    Message given = (Message) message.getField(intent);
    return (Q) message.toBuilder().setField(intent, withKey(given, IDEMPOTENCY_KEY)).build();
  }

  private static @Nullable FieldDescriptor intent(String method, Message message) {
    return method.startsWith(OPERATOR)
        ? message.getDescriptorForType().findFieldByName(INTENT)
        : null;
  }

  private static boolean isSet(Message message, String field) {
    return !message.getField(message.getDescriptorForType().findFieldByName(field)).equals("");
  }

  private static Message withKey(Message message, String field) {
    return isSet(message, field)
        ? message
        : message.toBuilder()
            .setField(
                message.getDescriptorForType().findFieldByName(field), UUID.randomUUID().toString())
            .build();
  }
}
