/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.service;

import io.grpc.Status;
import io.grpc.StatusException;
import io.roster.connector.DuplicateArtifactException;
import io.roster.connector.UnreadableSourceException;
import io.roster.node.catalog.Catalog;
import io.roster.node.catalog.KeyTaken;
import io.roster.node.inventory.Artifacts;
import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Inventory;
import io.roster.node.inventory.NewArtifact;
import io.roster.node.registry.RegistryFailure;
import io.roster.node.transfer.Publication;
import io.roster.wire.node.v1.ContentFormat;
import io.roster.wire.node.v1.PutArtifactHeader;
import io.roster.wire.node.v1.PutArtifactResponse;
import jakarta.resource.ResourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Takes artifacts in: stores them, registers the replica, and lets the key name them. */
final class Puts {

  private static final int MOST_NAME = 512;

  private final Artifacts artifacts;
  private final Inventory inventory;
  private final Publication publication;
  private final Catalog catalog;

  Puts(Artifacts artifacts, Inventory inventory, Publication publication, Catalog catalog) {
    this.artifacts = artifacts;
    this.inventory = inventory;
    this.publication = publication;
    this.catalog = catalog;
  }

  /** What is here now, and whether it was before. */
  private record Stored(HeldReplica replica, boolean before) {}

  PutArtifactResponse put(PutArtifactHeader header, InputStream bytes)
      throws StatusException, IOException, ResourceException, RegistryFailure, KeyTaken {
    check(header);
    checkKeyIsFree(header);
    Stored stored = store(header, bytes);
    String artifactId = stored.replica().artifactId();
    try {
      String replicaId = publication.publish(stored.replica());
      if (!header.getKey().isEmpty()) {
        catalog.name(header.getKey(), artifactId);
      }
      return PutArtifactResponse.newBuilder()
          .setReplica(Replicas.message(stored.replica()))
          .setReplicaId(replicaId)
          .setAlreadyHeld(stored.before())
          .build();
    } catch (RegistryFailure away) {
      throw new HalfDone(artifactId, away).refusal();
    }
  }

  /** The node has it, the registry does not know. */
  private record HalfDone(String artifactId, RegistryFailure cause) {

    StatusException refusal() {
      StatusException plain = Refusals.of(cause);
      return plain
          .getStatus()
          .withDescription(
              "This node holds the bytes now, as "
                  + artifactId
                  + ", but the registry could not be told ("
                  + cause.getMessage()
                  + "); put them again when it is back")
          .withCause(cause)
          .asException();
    }
  }

  private static void check(PutArtifactHeader header) throws StatusException {
    if (header.getSizeBytes() <= 0) {
      throw invalid("There is nothing to put: an artifact has at least one byte");
    }
    if (header.getKey().length() > MOST_NAME || hasControls(header.getKey())) {
      throw invalid("A key has at most 512 characters, and no control characters");
    }
    if (header.getFormat() == ContentFormat.UNRECOGNIZED) {
      throw invalid("The format is unknown to this node");
    }
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static StatusException invalid(String sentence) {
    return Status.INVALID_ARGUMENT.withDescription(sentence).asException();
  }

  /** Bytes that cannot get their key in the end need not come at all. */
  private void checkKeyIsFree(PutArtifactHeader header) throws RegistryFailure, StatusException {
    if (header.getKey().isEmpty() || header.getArtifactId().isEmpty()) {
      return;
    }
    Optional<String> named = catalog.resolve(header.getKey());
    if (named.filter(id -> !id.equals(header.getArtifactId())).isPresent()) {
      throw Status.ALREADY_EXISTS
          .withDescription(
              "The key "
                  + header.getKey()
                  + " names "
                  + named.get()
                  + " already; choose another key, or revoke this one first")
          .asException();
    }
  }

  private Stored store(PutArtifactHeader header, InputStream bytes)
      throws StatusException, IOException, ResourceException {
    byte[] index;
    InputStream content = bytes;
    if (header.getFormat() == ContentFormat.CONTENT_FORMAT_SAFETENSORS) {
      SafetensorsHeader safetensors = SafetensorsHeader.read(bytes, header.getSizeBytes());
      index = safetensors.index();
      content = new SequenceInputStream(new ByteArrayInputStream(safetensors.bytes()), bytes);
    } else {
      index = oneTensor(header.getSizeBytes());
    }
    NewArtifact artifact =
        new NewArtifact(
            Optional.of(header.getArtifactId()).filter(id -> !id.isEmpty()),
            index,
            header.getSizeBytes(),
            Replicas.target(header.getMemory(), header.getDevice()));
    DigestInputStream counted = new DigestInputStream(content, sha256());
    counted.on(artifact.id().isPresent());
    try {
      return new Stored(artifacts.put(artifact, counted), false);
    } catch (DuplicateArtifactException held) {
      return same(held, artifact, counted);
    } catch (UnreadableSourceException broken) {
      throw Status.CANCELLED.withDescription(broken.getMessage()).asException();
    }
  }

  /** An id that follows from the content says that it is the same; one that was given does not. */
  private Stored same(
      DuplicateArtifactException held, NewArtifact artifact, DigestInputStream bytes)
      throws IOException, ResourceException, StatusException {
    if (artifact.id().isPresent()) {
      bytes.transferTo(OutputStream.nullOutputStream());
      String digest = HexFormat.of().formatHex(bytes.getMessageDigest().digest());
      if (!digest.equals(artifacts.sha256(held.artifactId()))) {
        throw Refusals.of(held);
      }
    }
    HeldReplica replica =
        inventory.held().stream()
            .filter(each -> each.artifactId().equals(held.artifactId()))
            .findFirst()
            .orElseThrow(() -> Refusals.of(held));
    return new Stored(replica, true);
  }

  /** The index of bytes that are no tensors. */
  private static byte[] oneTensor(long sizeBytes) {
    return ("{\"data\":[0," + sizeBytes + ",[" + sizeBytes + "],[1],\"torch.uint8\"]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
