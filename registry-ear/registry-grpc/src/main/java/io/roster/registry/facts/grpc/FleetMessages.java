/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.grpc;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.roster.registry.facts.ArtifactFact;
import io.roster.registry.facts.BeatStrip;
import io.roster.registry.facts.CoordinatorFact;
import io.roster.registry.facts.EventPage;
import io.roster.registry.facts.KeyFact;
import io.roster.registry.facts.LeaderFact;
import io.roster.registry.facts.ReplicaFact;
import io.roster.registry.facts.TransportFact;
import io.roster.registry.facts.WorkerDetail;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.instance.InstanceView;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.page.Page;
import io.roster.registry.page.PageToken;
import io.roster.registry.replica.ReplicaPlace;
import io.roster.settings.Settings;
import io.roster.v1.Artifact;
import io.roster.v1.Attention;
import io.roster.v1.Coordinator;
import io.roster.v1.Copies;
import io.roster.v1.Effect;
import io.roster.v1.Foresight;
import io.roster.v1.Key;
import io.roster.v1.Leadership;
import io.roster.v1.ListEventsResponse;
import io.roster.v1.Moment;
import io.roster.v1.Overview;
import io.roster.v1.PageAnswer;
import io.roster.v1.Quarantine;
import io.roster.v1.Replica;
import io.roster.v1.Setting;
import io.roster.v1.Transport;
import io.roster.v1.TransportEnd;
import io.roster.v1.WatchEvent;
import io.roster.v1.Worker;
import io.roster.v1.WorkerDetails;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The registry's facts in the wire's words. */
final class FleetMessages {

  private FleetMessages() {}

  static Overview overview(
      io.roster.registry.facts.Overview overview,
      List<io.roster.registry.facts.Attention> attention) {
    Overview.Builder message =
        Overview.newBuilder()
            .setWorkersStale(overview.workersStale())
            .setPoolTotalBytes(overview.poolTotalBytes())
            .setPoolAvailableBytes(overview.poolAvailableBytes())
            .setCoordinators(overview.coordinators())
            .setLeader(leadership(overview.leader()))
            .setArtifacts(overview.artifacts().atLeast())
            .setArtifactsCapped(overview.artifacts().capped())
            .addAllReplicas(overview.replicas().stream().map(FleetMessages::copies).toList())
            .setTransportsActive(overview.transportsActive())
            .setTransportsWaiting(overview.transportsWaiting())
            .setKeys(overview.keys().atLeast())
            .setKeysCapped(overview.keys().capped())
            .setLeases(overview.leases())
            .setCommandsOpen(overview.commandsOpen())
            .setDatabaseMillis(overview.databaseMillis())
            .addAllAttention(attention.stream().map(FleetMessages::attention).toList())
            .setAsOf(moment(overview.asOf()));
    overview.workers().forEach((condition, count) -> message.putWorkers(word(condition), count));
    return message.build();
  }

  private static Attention attention(io.roster.registry.facts.Attention one) {
    return Attention.newBuilder()
        .setMatter(word(one.matter()))
        .setWeight(word(one.matter().weight()))
        .setCount(one.count())
        .addAllExamples(one.examples())
        .build();
  }

  private static Copies copies(io.roster.registry.facts.Copies copies) {
    return Copies.newBuilder()
        .setMemory(word(copies.memory()))
        .setReplicas(copies.replicas())
        .setAvailable(copies.available())
        .setBytes(copies.bytes())
        .build();
  }

  static Leadership leadership(LeaderFact leader) {
    Leadership.Builder message =
        Leadership.newBuilder()
            .setHolder(leader.holder())
            .setEpoch(leader.epoch())
            .setRunning(leader.running());
    leader.since().ifPresent(since -> message.setSince(time(since)));
    return message.build();
  }

  static Foresight foresight(io.roster.registry.facts.Foresight seen) {
    return Foresight.newBuilder()
        .setTarget(seen.target())
        .setDanger(seen.danger().name().toLowerCase(Locale.ROOT))
        .addAllEffects(seen.effects().stream().map(FleetMessages::effect).toList())
        .setObstacle(seen.obstacle().orElse(""))
        .setAsOf(moment(seen.asOf()))
        .build();
  }

  private static Effect effect(io.roster.registry.facts.Effect one) {
    return Effect.newBuilder()
        .setWhat(one.what().name().toLowerCase(Locale.ROOT))
        .setCount(one.count())
        .addAllExamples(one.examples())
        .setSentence(one.sentence())
        .build();
  }

  static Setting setting(Settings.Effective one) {
    return Setting.newBuilder()
        .setKey(one.setting().key())
        .setValue(one.value())
        .setSource(one.source().name().toLowerCase(Locale.ROOT))
        .setMeaning(one.setting().description())
        .setAlike(one.setting().scope() == io.roster.settings.Setting.Scope.ALIKE)
        .build();
  }

  static Coordinator coordinator(CoordinatorFact one) {
    return Coordinator.newBuilder()
        .setName(one.coordinator())
        .setCondition(one.isGone() ? "gone" : one.leads() ? "leads" : "serves")
        .setVersion(one.version())
        .setHost(one.host())
        .setGrpcPort(one.grpcPort())
        .setHttpPort(one.httpPort())
        .setStartedAt(time(one.startedAt()))
        .setSeenAt(time(one.seenAt()))
        .setRevision(one.revision())
        .setLag(one.lag())
        .setDatabaseMillis(one.databaseMillis())
        .build();
  }

  static Worker worker(WorkerFact worker) {
    Worker.Builder message =
        Worker.newBuilder()
            .setWorkerId(worker.worker().value())
            .setDaemonId(worker.daemonId())
            .setNodeId(worker.nodeId())
            .setNodeAddress(worker.nodeAddress())
            .setGrpcPort(worker.grpcPort())
            .setP2PPort(worker.p2pPort())
            .setCondition(word(worker.condition()))
            .setLastHeartbeat(time(worker.lastHeartbeat()))
            .setRegisteredAt(time(worker.registeredAt()))
            .setPoolTotalBytes(worker.poolTotalBytes())
            .setPoolAvailableBytes(worker.poolAvailableBytes())
            .setReplicas(worker.replicas())
            .setGeneration(worker.generation())
            .setRequestSeq(worker.requestSeq())
            .setStateVersion(worker.stateVersion())
            .setAcknowledgedVersion(worker.acknowledgedVersion())
            .setSync(word(worker.sync()));
    worker.quarantine().map(FleetMessages::quarantine).ifPresent(message::setQuarantine);
    return message.build();
  }

  private static Quarantine quarantine(io.roster.registry.cluster.Quarantine why) {
    return Quarantine.newBuilder()
        .setUntil(time(why.until()))
        .setRegistrations(why.registrations())
        .setWindow(
            Duration.newBuilder()
                .setSeconds(why.window().getSeconds())
                .setNanos(why.window().getNano()))
        .build();
  }

  static WorkerDetails details(WorkerDetail detail) {
    return WorkerDetails.newBuilder()
        .setWorker(worker(detail.worker()))
        .addAllCopies(detail.copies().stream().map(FleetMessages::copies).toList())
        .setTransportsFrom(detail.transportsFrom())
        .setTransportsTo(detail.transportsTo())
        .addAllInstances(detail.instances().stream().map(InstanceView::instanceId).toList())
        .addAllOpenCommands(
            detail.openCommands().stream().map(command -> command.id().toString()).toList())
        .setBeats(beats(detail.beats()))
        .setAsOf(moment(detail.asOf()))
        .build();
  }

  private static String beats(BeatStrip strip) {
    return strip.ticks().stream()
        .map(
            tick ->
                switch (tick) {
                  case ON_TIME -> "|";
                  case LATE -> ",";
                  case MISSED -> ".";
                })
        .collect(Collectors.joining());
  }

  static Replica replica(ReplicaFact replica) {
    ReplicaPlace place = replica.place();
    return Replica.newBuilder()
        .setReplicaId(replica.replica().toString())
        .setArtifactId(place.artifactId())
        .setViewId(place.viewId())
        .setWorkerId(replica.worker().value())
        .setNodeId(place.nodeId())
        .setNodeAddress(place.nodeAddress())
        .setNodePort((int) place.nodePort())
        .setMemory(word(place.memoryType()))
        .setDeviceId((int) place.deviceId())
        .setBytes(replica.memorySize())
        .setCondition(word(replica.condition()))
        .setExport(word(replica.export()))
        .setServing(replica.serving())
        .setMaxConcurrency(replica.maxConcurrency())
        .setCreatedAt(time(replica.createdAt()))
        .setUpdatedAt(time(replica.updatedAt()))
        .build();
  }

  static Artifact artifact(ArtifactFact artifact) {
    return Artifact.newBuilder()
        .setArtifactId(artifact.artifactId())
        .setBytes(artifact.bytes())
        .addAllCopies(artifact.copies().stream().map(FleetMessages::copies).toList())
        .setHolders(artifact.holders())
        .setViews(artifact.views())
        .setKeys(artifact.keys())
        .setIndexKnown(artifact.indexKnown())
        .setCreatedAt(time(artifact.createdAt()))
        .setUpdatedAt(time(artifact.updatedAt()))
        .build();
  }

  static Key key(KeyFact key) {
    return Key.newBuilder()
        .setKey(key.mapping().key())
        .setArtifactId(key.mapping().artifactId())
        .setKind(word(key.mapping().kind()))
        .setGeneration(key.mapping().generation())
        .setCreatedAt(time(key.createdAt()))
        .setUpdatedAt(time(key.updatedAt()))
        .build();
  }

  static Transport transport(TransportFact transport) {
    Transport.Builder message =
        Transport.newBuilder()
            .setTransportId(transport.transport().toString())
            .setArtifactId(transport.artifactId())
            .setViewId(transport.viewId())
            .setReplicaId(transport.replica().toString())
            .setSource(end(transport.source()))
            .setTarget(end(transport.target()))
            .setBytes(transport.bytes())
            .setCondition(word(transport.condition()))
            .setDetail(transport.detail())
            .setCreatedAt(time(transport.createdAt()));
    transport.endedAt().ifPresent(ended -> message.setEndedAt(time(ended)));
    return message.build();
  }

  private static TransportEnd end(io.roster.registry.facts.TransportEnd end) {
    return TransportEnd.newBuilder()
        .setWorkerId(end.workerId())
        .setNodeId(end.nodeId())
        .setAddress(end.address())
        .setPort((int) end.port())
        .build();
  }

  static ListEventsResponse events(EventPage page) {
    return ListEventsResponse.newBuilder()
        .addAllEvents(page.entries().stream().map(FleetMessages::event).toList())
        .setNextPageToken(page.next().map(PageToken::text).orElse(""))
        .setSearchedToRevision(page.searchedTo())
        .setAsOf(moment(page.asOf()))
        .build();
  }

  private static WatchEvent event(JournalEntry entry) {
    return WatchEvent.newBuilder()
        .setRevision(entry.revision())
        .setTime(time(entry.time()))
        .setEpoch(entry.epoch())
        .setCoordinator(entry.coordinator())
        .setActor(entry.actor())
        .setKind(entry.kind())
        .setSubject(entry.subject())
        .setBeforeJson(entry.before())
        .setAfterJson(entry.after())
        .build();
  }

  static PageAnswer page(Page<?> page) {
    return PageAnswer.newBuilder()
        .setNextToken(page.next().map(PageToken::text).orElse(""))
        .setTotalCount(page.count().atLeast())
        .setTotalCountCapped(page.count().capped())
        .build();
  }

  static Moment moment(io.roster.registry.page.Moment moment) {
    return Moment.newBuilder().setRevision(moment.revision()).setTime(time(moment.time())).build();
  }

  private static Timestamp time(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
