/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.port;

import io.roster.connector.ArtifactContent;
import io.roster.connector.DaemonStatus;
import io.roster.connector.FetchProgress;
import io.roster.connector.FetchRequest;
import io.roster.connector.FetchedReplica;
import io.roster.connector.GpuDaemonException;
import io.roster.connector.MemoryId;
import io.roster.connector.MemoryTarget;
import io.roster.connector.ReplicaInfo;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A running engine. It speaks of artifacts as {@link io.roster.connector.GpuDaemonConnection} does;
 * once it was closed, every call fails with a {@link
 * io.roster.connector.DaemonUnavailableException}.
 */
public interface DaemonEngine extends AutoCloseable {

  ReplicaInfo put(
      String artifactId, byte[] index, long sizeBytes, InputStream bytes, MemoryTarget target)
      throws GpuDaemonException;

  ReplicaInfo putContentAddressed(
      byte[] index, long sizeBytes, InputStream bytes, MemoryTarget target)
      throws GpuDaemonException;

  ReplicaInfo putSafetensors(Path file, MemoryTarget target) throws GpuDaemonException;

  ReplicaInfo putSafetensors(InputStream file, MemoryTarget target) throws GpuDaemonException;

  /**
   * Opens the copy that is fastest to read.
   *
   * @param onClose is told when it was closed
   */
  ArtifactContent open(String artifactId, Consumer<ArtifactContent> onClose)
      throws GpuDaemonException;

  /** Opens the copy in that memory. */
  ArtifactContent open(String artifactId, MemoryId memory, Consumer<ArtifactContent> onClose)
      throws GpuDaemonException;

  byte[] index(String artifactId) throws GpuDaemonException;

  List<ReplicaInfo> list() throws GpuDaemonException;

  /** The copies of one artifact, the fastest memory first. */
  List<ReplicaInfo> replicas(String artifactId) throws GpuDaemonException;

  ReplicaInfo load(String artifactId, MemoryTarget target) throws GpuDaemonException;

  void unload(String artifactId, MemoryId memory) throws GpuDaemonException;

  ReplicaInfo pin(String artifactId, MemoryId memory) throws GpuDaemonException;

  ReplicaInfo unpin(String artifactId, MemoryId memory) throws GpuDaemonException;

  ReplicaInfo verify(String artifactId, MemoryId memory) throws GpuDaemonException;

  String sha256(String artifactId) throws GpuDaemonException;

  FetchedReplica fetch(FetchRequest request, FetchProgress progress) throws GpuDaemonException;

  DaemonStatus status() throws GpuDaemonException;

  /** Where other nodes are served; empty if they are not. */
  Optional<InetSocketAddress> peerAddress();

  /** Ends transfers, memories and the port; every thread is given back. */
  @Override
  void close();
}
