/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.engine;

import static io.roster.connector.engine.Failures.translated;

import io.roster.connector.ArtifactContent;
import io.roster.connector.DaemonStatus;
import io.roster.connector.FetchProgress;
import io.roster.connector.FetchRequest;
import io.roster.connector.FetchedReplica;
import io.roster.connector.GpuDaemonException;
import io.roster.connector.MemoryId;
import io.roster.connector.MemoryTarget;
import io.roster.connector.ReplicaInfo;
import io.roster.connector.port.DaemonEngine;
import io.roster.gpu.ArtifactId;
import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.GpuEngine;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.Replica;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The engine with its values and failures in the words of the application contract. */
final class GpuDaemonEngine implements DaemonEngine {

  /** For failures that concern no single artifact. */
  private static final String NO_ID = "";

  private final StartedEngine daemon;

  GpuDaemonEngine(StartedEngine daemon) {
    this.daemon = daemon;
  }

  @Override
  public ReplicaInfo put(
      String artifactId, byte[] index, long sizeBytes, InputStream bytes, MemoryTarget target)
      throws GpuDaemonException {
    return replica(
        artifactId,
        () ->
            put(
                NewArtifact.named(new ArtifactId(artifactId), ArtifactIndex.of(index), sizeBytes),
                bytes,
                target));
  }

  @Override
  public ReplicaInfo putContentAddressed(
      byte[] index, long sizeBytes, InputStream bytes, MemoryTarget target)
      throws GpuDaemonException {
    return replica(
        NO_ID,
        () -> put(NewArtifact.contentAddressed(ArtifactIndex.of(index), sizeBytes), bytes, target));
  }

  private Replica put(NewArtifact artifact, InputStream bytes, MemoryTarget target) {
    return engine().put(Values.into(artifact, target), bytes);
  }

  @Override
  public ReplicaInfo putSafetensors(Path file, MemoryTarget target) throws GpuDaemonException {
    return replica(NO_ID, () -> engine().putSafetensors(Values.safetensors(target), file));
  }

  @Override
  public ReplicaInfo putSafetensors(InputStream file, MemoryTarget target)
      throws GpuDaemonException {
    return replica(NO_ID, () -> engine().putSafetensors(Values.safetensors(target), file));
  }

  @Override
  public ArtifactContent open(String artifactId, Consumer<ArtifactContent> onClose)
      throws GpuDaemonException {
    return translated(
        artifactId, () -> new OpenContent(engine().open(new ArtifactId(artifactId)), onClose));
  }

  @Override
  public ArtifactContent open(String artifactId, MemoryId memory, Consumer<ArtifactContent> onClose)
      throws GpuDaemonException {
    return translated(
        artifactId,
        () ->
            new OpenContent(
                engine().open(new ArtifactId(artifactId), Values.place(memory)), onClose));
  }

  @Override
  public byte[] index(String artifactId) throws GpuDaemonException {
    return translated(artifactId, () -> engine().index(new ArtifactId(artifactId)).bytes());
  }

  @Override
  public List<ReplicaInfo> list() throws GpuDaemonException {
    return translated(NO_ID, () -> engine().list().stream().map(Values::info).toList());
  }

  @Override
  public List<ReplicaInfo> replicas(String artifactId) throws GpuDaemonException {
    return translated(
        artifactId,
        () ->
            engine().replicas(new ArtifactId(artifactId)).stream()
                .map(Values::info)
                .sorted(Comparator.comparing(ReplicaInfo::memory))
                .toList());
  }

  @Override
  public ReplicaInfo load(String artifactId, MemoryTarget target) throws GpuDaemonException {
    return replica(artifactId, () -> daemon.load(new ArtifactId(artifactId), target));
  }

  @Override
  public void unload(String artifactId, MemoryId memory) throws GpuDaemonException {
    translated(
        artifactId,
        () -> {
          engine().unload(new ArtifactId(artifactId), Values.place(memory));
          return artifactId;
        });
  }

  @Override
  public ReplicaInfo pin(String artifactId, MemoryId memory) throws GpuDaemonException {
    return replica(
        artifactId, () -> engine().pin(new ArtifactId(artifactId), Values.place(memory)));
  }

  @Override
  public ReplicaInfo unpin(String artifactId, MemoryId memory) throws GpuDaemonException {
    return replica(
        artifactId, () -> engine().unpin(new ArtifactId(artifactId), Values.place(memory)));
  }

  @Override
  public ReplicaInfo verify(String artifactId, MemoryId memory) throws GpuDaemonException {
    return replica(
        artifactId, () -> engine().verify(new ArtifactId(artifactId), Values.place(memory)));
  }

  @Override
  public String sha256(String artifactId) throws GpuDaemonException {
    return translated(artifactId, () -> engine().sha256(new ArtifactId(artifactId)).hex());
  }

  @Override
  public FetchedReplica fetch(FetchRequest request, FetchProgress progress)
      throws GpuDaemonException {
    return translated(
        request.artifactId(),
        () -> daemon.fetch(new ArtifactId(request.artifactId()), request, progress));
  }

  @Override
  public DaemonStatus status() throws GpuDaemonException {
    return translated(NO_ID, daemon::status);
  }

  @Override
  public Optional<InetSocketAddress> peerAddress() {
    return daemon.peerAddress();
  }

  @Override
  public void close() {
    daemon.close();
  }

  private GpuEngine engine() {
    return daemon.engine();
  }

  private static ReplicaInfo replica(String artifactId, Supplier<Replica> step)
      throws GpuDaemonException {
    return Values.info(translated(artifactId, step));
  }
}
