/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Resolves {@code roster:///a:50051,b:50051} for any gRPC channel of this Java, and {@code
 * roster:///name:50051} to all addresses of the name. Each answer brings a service config that
 * repeats those calls which may be.
 */
public final class RosterNameResolverProvider extends NameResolverProvider {

  private static final String SCHEME = "roster";

  /** Below that of DNS: a target that names no scheme is none of this one's business. */
  private static final int PRIORITY = 4;

  /** For {@link java.util.ServiceLoader}. */
  public RosterNameResolverProvider() {}

  /**
   * @throws IllegalArgumentException with a sentence, if the list has an entry that is empty,
   *     malformed or there twice
   */
  @Override
  public NameResolver newNameResolver(URI target, NameResolver.Args args) {
    if (!SCHEME.equals(target.getScheme())) {
      return unresponsible();
    }
    String path = target.getPath() == null ? "" : target.getPath();
    String list = path.startsWith("/") ? path.substring(1) : path;
    if (list.isEmpty() || target.getAuthority() != null) {
      throw new IllegalArgumentException(
          target + " names no endpoints; write roster:///HOST:PORT,HOST:PORT, with three slashes");
    }
    List<Endpoint> endpoints = Endpoint.parseList(list);
    return new RosterNameResolver(endpoints, args, InetAddress::getAllByName);
  }

  @SuppressWarnings("NullAway") // gRPC asks for null, so that it goes on to other schemes
  private static NameResolver unresponsible() {
    return null;
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
    return Set.of(InetSocketAddress.class);
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return PRIORITY;
  }
}
