/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;
import java.util.List;

/**
 * How the daemon is doing.
 *
 * @param daemonId its stable identity, the same after a restart
 * @param capacityBytes what artifacts may take, over all devices
 * @param usedBytes what they take now
 * @param artifactCount how many can be read
 * @param devices the devices, by ordinal
 */
public record DaemonStatus(
    String daemonId,
    long capacityBytes,
    long usedBytes,
    int artifactCount,
    List<DeviceInfo> devices)
    implements Serializable {

  public DaemonStatus {
    devices = List.copyOf(devices);
  }

  public long availableBytes() {
    return capacityBytes - usedBytes;
  }
}
