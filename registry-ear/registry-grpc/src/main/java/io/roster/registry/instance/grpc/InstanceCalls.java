/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.grpc;

import com.google.protobuf.Timestamp;
import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.instance.InstanceHeartbeat;
import io.roster.registry.instance.InstanceHeartbeats;
import io.roster.registry.instance.InstanceQuery;
import io.roster.registry.instance.InstanceRegistration;
import io.roster.registry.instance.InstanceService;
import io.roster.registry.instance.InstanceView;
import io.roster.wire.globalstore.v1.ConnectionStatus;
import io.roster.wire.globalstore.v1.InstanceHeartbeatRequest;
import io.roster.wire.globalstore.v1.InstanceHeartbeatResponse;
import io.roster.wire.globalstore.v1.ListActiveInstancesRequest;
import io.roster.wire.globalstore.v1.ListActiveInstancesResponse;
import io.roster.wire.globalstore.v1.ListActiveInstancesResponse.InstanceInfo;
import io.roster.wire.globalstore.v1.RegisterInstanceRequest;
import io.roster.wire.globalstore.v1.RegisterInstanceResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterInstanceRequest;
import io.roster.wire.globalstore.v1.UnregisterInstanceResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The rpcs about instances. */
public final class InstanceCalls {

  private final InstanceService instances;
  private final InstanceHeartbeats heartbeats;

  public InstanceCalls(InstanceService instances) {
    this.instances = instances;
    this.heartbeats = instances.heartbeats();
  }

  public RegisterInstanceResponse register(RegisterInstanceRequest request) {
    Duration interval =
        instances.register(
            new InstanceRegistration(
                request.getInstanceId(),
                request.getDaemonId(),
                request.getEngine(),
                worker(request.getWorkerId()),
                request.getSignalsEndpoint(),
                request.getLabelsMap(),
                request.getCapabilityFlags(),
                request.getExecutionEndpoint(),
                request.getExecutionHostKind()));
    return RegisterInstanceResponse.newBuilder()
        .setStatus(Status.STATUS_OK)
        .setInstanceId(request.getInstanceId())
        .setHeartbeatIntervalMs((int) interval.toMillis())
        .build();
  }

  private static Optional<String> worker(String given) {
    return given.isBlank() ? Optional.empty() : Optional.of(given);
  }

  public InstanceHeartbeatResponse beat(InstanceHeartbeatRequest request) {
    boolean known =
        heartbeats.take(
            new InstanceHeartbeat(
                request.getInstanceId(),
                worker(request.getWorkerId()),
                request.hasCapabilityFlags()
                    ? OptionalLong.of(request.getCapabilityFlags())
                    : OptionalLong.empty()));
    return InstanceHeartbeatResponse.newBuilder().setStatus(found(known)).build();
  }

  public UnregisterInstanceResponse unregister(UnregisterInstanceRequest request) {
    boolean known = instances.unregister(request.getInstanceId());
    return UnregisterInstanceResponse.newBuilder().setStatus(found(known)).build();
  }

  private static Status found(boolean known) {
    return known ? Status.STATUS_OK : Status.STATUS_NOT_FOUND;
  }

  public ListActiveInstancesResponse list(ListActiveInstancesRequest request) {
    InstanceQuery.Scope scope =
        request.getIncludeUnavailable()
            ? InstanceQuery.Scope.ALL_REGISTERED
            : InstanceQuery.Scope.HEARD_IN_TIME;
    ListActiveInstancesResponse.Builder answer = ListActiveInstancesResponse.newBuilder();
    instances
        .list(new InstanceQuery(scope, request.getRequiredCapabilityFlags()))
        .forEach(instance -> answer.addInstances(listed(instance)));
    return answer.build();
  }

  private static InstanceInfo listed(InstanceView instance) {
    return InstanceInfo.newBuilder()
        .setInstanceId(instance.instanceId())
        .setDaemonId(instance.daemonId())
        .setWorkerId(instance.workerId())
        .setEngine(instance.engine())
        .setSignalsEndpoint(instance.signalsEndpoint())
        .setLastHeartbeatTs(
            Timestamp.newBuilder().setSeconds(instance.lastHeartbeat().getEpochSecond()))
        .putAllLabels(instance.labels())
        .setStatus(status(instance.state()))
        .setCapabilityFlags(instance.capabilityFlags())
        .setExecutionEndpoint(instance.executionEndpoint())
        .setExecutionHostKind(instance.executionHostKind())
        .build();
  }

  private static ConnectionStatus status(ConnectionState state) {
    return switch (state) {
      case CONNECTED -> ConnectionStatus.CONNECTION_STATUS_CONNECTED;
      case RECONNECTING -> ConnectionStatus.CONNECTION_STATUS_RECONNECTING;
      case DISCONNECTED -> ConnectionStatus.CONNECTION_STATUS_DISCONNECTED;
    };
  }
}
