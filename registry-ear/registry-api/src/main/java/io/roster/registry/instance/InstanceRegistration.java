/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance;

import java.util.Map;
import java.util.Optional;

/**
 * What an engine process says of itself when it registers.
 *
 * @param daemonId the daemon that it uses
 * @param engine what sort of engine it is: {@code vllm}
 * @param workerId the worker that it belongs to; looked up by its daemon when absent
 * @param signalsEndpoint where it takes signals; may be empty
 * @param capabilityFlags one bit per capability
 * @param executionEndpoint where it takes work; may be empty
 * @param executionHostKind what sort of host it runs on; may be empty
 */
public record InstanceRegistration(
    String instanceId,
    String daemonId,
    String engine,
    Optional<String> workerId,
    String signalsEndpoint,
    Map<String, String> labels,
    long capabilityFlags,
    String executionEndpoint,
    String executionHostKind) {

  public InstanceRegistration {
    labels = Map.copyOf(labels);
  }
}
