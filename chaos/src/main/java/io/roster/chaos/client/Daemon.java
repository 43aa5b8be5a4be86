/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.roster.wire.common.v1.ByteSpaceKind;
import io.roster.wire.common.v1.ByteSpaceRef;
import io.roster.wire.common.v1.MemoryInfo;
import io.roster.wire.common.v1.MemoryType;
import io.roster.wire.common.v1.ReplicaTransportMetadata;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;

/** A daemon as it would introduce itself. */
record Daemon(String id, int number) {

  private static final int PORT = 50_051;
  private static final long BYTES = 1 << 20;
  private static final long POOL_BYTES = 80L << 30;

  String node() {
    return "node-" + id;
  }

  /** Its seed and number make an address that nobody else has. */
  private String address() {
    return "10." + ((number >> 16) & 0xff) + "." + ((number >> 8) & 0xff) + "." + (number & 0xff);
  }

  RegisterWorkerRequest registration() {
    return RegisterWorkerRequest.newBuilder()
        .setDaemonId(id)
        .setNodeId(node())
        .setNodeAddress(address())
        .setGrpcPort(PORT)
        .setP2PPort(PORT + 1)
        .setMemPoolTotalSize(POOL_BYTES)
        .setMemPoolAvailableSize(POOL_BYTES)
        .build();
  }

  /** Where a replica lies with it, ready to be fetched. */
  MemoryInfo memory() {
    return MemoryInfo.newBuilder()
        .setNodeId(node())
        .setNodeAddress(address())
        .setNodePort(PORT + 1)
        .setMemorySize(BYTES)
        .setMemoryType(MemoryType.MEMORY_TYPE_GPU)
        .setByteSpace(ByteSpaceRef.newBuilder().setKind(ByteSpaceKind.BYTE_SPACE_KIND_CANONICAL))
        .setTransport(
            ReplicaTransportMetadata.newBuilder()
                .setExportState(ReplicaTransportMetadata.ExportState.EXPORT_STATE_EXPORTABLE)
                .setExportGeneration(1)
                .addRemoteMemoryKeys("key")
                .addBufferSizes(BYTES)
                .setVerificationJson("{}"))
        .build();
  }
}
