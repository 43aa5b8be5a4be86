/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.BindableService;
import java.util.Set;

/**
 * A service of the gRPC port.
 *
 * @param service its implementation
 * @param memoryOnly the methods, by their bare names, that never wait for anything but memory; they
 *     are served on the network's own threads, past every queue
 */
public record Endpoint(BindableService service, Set<String> memoryOnly) {

  public Endpoint {
    memoryOnly = Set.copyOf(memoryOnly);
  }

  /** A service all of whose methods may wait. */
  public static Endpoint of(BindableService service) {
    return new Endpoint(service, Set.of());
  }

  /** The service's full name. */
  public String name() {
    return service.bindService().getServiceDescriptor().getName();
  }
}
