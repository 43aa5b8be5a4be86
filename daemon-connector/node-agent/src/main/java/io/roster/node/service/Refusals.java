/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.roster.connector.ContentMismatchException;
import io.roster.connector.DuplicateArtifactException;
import io.roster.connector.InvalidArtifactIdException;
import io.roster.connector.InvalidIndexException;
import io.roster.connector.MemoryExhaustedException;
import io.roster.connector.PeerTransferException;
import io.roster.connector.ReplicaPinnedException;
import io.roster.connector.StorageException;
import io.roster.connector.UnknownArtifactException;
import io.roster.connector.UnknownMemoryException;
import io.roster.connector.UnreadableSourceException;
import io.roster.connector.WrongLengthException;
import io.roster.node.catalog.KeyTaken;
import io.roster.node.registry.RegistryFailure;
import io.roster.node.transfer.FetchFailure;
import jakarta.resource.ResourceException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure is called on the wire. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private static final Map<Class<? extends ResourceException>, Status> DAEMON =
      Map.ofEntries(
          Map.entry(DuplicateArtifactException.class, Status.ALREADY_EXISTS),
          Map.entry(InvalidArtifactIdException.class, Status.INVALID_ARGUMENT),
          Map.entry(InvalidIndexException.class, Status.INVALID_ARGUMENT),
          Map.entry(WrongLengthException.class, Status.INVALID_ARGUMENT),
          Map.entry(ContentMismatchException.class, Status.DATA_LOSS),
          Map.entry(UnreadableSourceException.class, Status.CANCELLED),
          Map.entry(MemoryExhaustedException.class, Status.RESOURCE_EXHAUSTED),
          Map.entry(StorageException.class, Status.RESOURCE_EXHAUSTED),
          Map.entry(UnknownArtifactException.class, Status.NOT_FOUND),
          Map.entry(UnknownMemoryException.class, Status.NOT_FOUND),
          Map.entry(ReplicaPinnedException.class, Status.FAILED_PRECONDITION),
          Map.entry(PeerTransferException.class, Status.UNAVAILABLE));

  private Refusals() {}

  static StatusException of(Exception failure) {
    return status(failure).asException();
  }

  private static Status status(Exception failure) {
    String sentence = String.valueOf(failure.getMessage());
    if (failure instanceof StatusException known) {
      return known.getStatus();
    }
    if (failure instanceof StatusRuntimeException known) {
      return known.getStatus();
    }
    if (failure instanceof ResourceException daemon) {
      return DAEMON.getOrDefault(daemon.getClass(), Status.UNAVAILABLE).withDescription(sentence);
    }
    if (failure instanceof FetchFailure fetch) {
      return fetched(fetch).withDescription(sentence);
    }
    if (failure instanceof KeyTaken) {
      return Status.ALREADY_EXISTS.withDescription(sentence);
    }
    if (failure instanceof RegistryFailure registry) {
      return registry(registry).withDescription(sentence);
    }
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return Status.UNAVAILABLE.withDescription("This node is stopping; try another one");
    }
    LOG.error("call_fault code=ROS-4001", failure);
    return Status.INTERNAL.withDescription(
        "Something unforeseen happened; the node's log tells more");
  }

  private static Status fetched(FetchFailure failure) {
    return switch (failure.reason()) {
      case UNKNOWN -> Status.NOT_FOUND;
      case SOURCES_BUSY, SOURCES_FAILED, REGISTRY_AWAY -> Status.UNAVAILABLE;
    };
  }

  private static Status registry(RegistryFailure failure) {
    return switch (failure.kind()) {
      case CONNECTIVITY, IDENTITY, CONFLICT -> Status.UNAVAILABLE;
      case REFUSED -> Status.FAILED_PRECONDITION;
      case OTHER -> Status.INTERNAL;
    };
  }
}
