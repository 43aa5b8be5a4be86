/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The addresses of the listed endpoints, in their order; looked up anew when gRPC asks for it. */
final class RosterNameResolver extends NameResolver {

  private final List<Endpoint> endpoints;
  private final Args args;
  private final Lookup.Names names;
  private final AtomicBoolean resolving = new AtomicBoolean();
  private @Nullable Listener2 listener;
  private volatile boolean ended;

  RosterNameResolver(List<Endpoint> endpoints, Args args, Lookup.Names names) {
    this.endpoints = endpoints;
    this.args = args;
    this.names = names;
  }

  @Override
  public String getServiceAuthority() {
    return endpoints.get(0).toString();
  }

  @Override
  public void start(Listener2 hears) {
    listener = hears;
    resolve();
  }

  @Override
  public void refresh() {
    resolve();
  }

  @Override
  public void shutdown() {
    ended = true;
  }

  /** Looking names up blocks, so it is done on a thread that may. */
  private void resolve() {
    Executor mayBlock = args.getOffloadExecutor();
    if (mayBlock == null || !resolving.compareAndSet(false, true)) {
      return;
    }
    mayBlock.execute(
        () -> {
          StatusOr<List<EquivalentAddressGroup>> found = lookUp();
          args.getSynchronizationContext()
              .execute(
                  () -> {
                    resolving.set(false);
                    if (!ended) {
                      tell(found);
                    }
                  });
        });
  }

  private void tell(StatusOr<List<EquivalentAddressGroup>> found) {
    ResolutionResult result =
        ResolutionResult.newBuilder()
            .setAddressesOrError(found)
            .setServiceConfig(args.getServiceConfigParser().parseServiceConfig(ServiceConfig.map()))
            .build();
    var unused = Objects.requireNonNull(listener).onResult2(result);
  }

  /** A name that is not known is left out, unless none is. */
  private StatusOr<List<EquivalentAddressGroup>> lookUp() {
    List<EquivalentAddressGroup> all = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      try {
        for (InetAddress address : names.addresses(endpoint.host())) {
          all.add(new EquivalentAddressGroup(new InetSocketAddress(address, endpoint.port())));
        }
      } catch (UnknownHostException notThere) {
        unknown.add(endpoint.host());
      }
    }
    return all.isEmpty()
        ? StatusOr.fromStatus(
            Status.UNAVAILABLE.withDescription(
                "There is no host of the name " + String.join(", ", unknown)))
        : StatusOr.fromValue(all);
  }
}
