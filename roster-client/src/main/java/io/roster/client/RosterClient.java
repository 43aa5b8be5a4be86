/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.roster.v1.WatchRequest;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A registry with any number of coordinators, called as if it were one. {@link #channel} is for the
 * generated stubs of all its services.
 *
 * <ul>
 *   <li>Calls go to the first endpoint. One failed call moves on to the next, for all users of the
 *       client; the call itself is made again there if that does no harm: it never left, the
 *       coordinator said that it did nothing, it is a read, or a double of it changes nothing.
 *       Requests that can carry an idempotency key get one unless the caller gave it.
 *   <li>A coordinator that keeps a call waiting is asked for its health; one that does not answer
 *       either is left, and so are the calls that can be made elsewhere.
 *   <li>When all have failed, a call waits, longer each time and never as long as the others, until
 *       its deadline.
 *   <li>When the first endpoint serves again, calls go there.
 * </ul>
 *
 * <p>Non-unary calls are made at the coordinator whose turn it is; a watch that goes on elsewhere
 * is {@link #watch}. For all threads. Close it to end its connections and its one thread.
 */
public final class RosterClient implements AutoCloseable {

  private final Site site;
  private final Channel channel;
  private final Position position;

  private RosterClient(Site site, Position position) {
    this.site = site;
    this.channel = new FailoverChannel(site);
    this.position = position;
  }

  /**
   * A client of the coordinators at {@code host:port,host:port}, the preferred one first. One name
   * alone stands for all its addresses.
   *
   * @throws IllegalArgumentException with a sentence, if an entry is empty, malformed or there
   *     twice
   */
  public static Builder builder(String endpoints) {
    return new Builder(Endpoint.parseList(endpoints));
  }

  /** The channel on which to make stubs. */
  public Channel channel() {
    return channel;
  }

  /**
   * A channel whose answers show at least this revision: a coordinator that has not seen it yet
   * waits until it has, up to two seconds, and then another one is asked.
   */
  public Channel atLeast(long wanted) {
    Metadata headers = new Metadata();
    headers.put(Headers.MINIMUM_REVISION, Long.toString(wanted));
    return ClientInterceptors.intercept(channel, new Headers(headers, origin -> {}));
  }

  /** The highest revision that an answer has told of; 0 before the first. */
  public long revision() {
    return position.highest();
  }

  /** What the last answer said of its origin; empty before the first. */
  public Optional<Origin> origin() {
    return position.last();
  }

  /** Where calls go now. */
  public Endpoint endpoint() {
    return site.rotation().current().endpoint();
  }

  /**
   * Follows the changes, and goes on at another coordinator whenever a stream ends, where it
   * stands.
   *
   * @param request where to begin, and what is wanted
   */
  public Watching watch(WatchRequest request, WatchListener listener) {
    Watching watching = new Watching(site, request, listener);
    watching.begin();
    return watching;
  }

  /** Ends the connections; what is under way fails. */
  @Override
  public void close() {
    site.close();
  }

  /** How a client is made. */
  public static final class Builder {

    private final List<Endpoint> endpoints;
    private Connector connector = Connector.plain();
    private ClientListener listener = new ClientListener() {};
    private Timers timers = new SystemTimers();
    private Lookup.Names names = InetAddress::getAllByName;
    private Limits limits = Limits.usual(new SecureRandom());

    private Builder(List<Endpoint> endpoints) {
      this.endpoints = endpoints;
    }

    /** The cluster's token. */
    public Builder token(String secret) {
      return connect(connector.token(secret));
    }

    /**
     * The cluster's token, on the first line of a file.
     *
     * @throws IllegalArgumentException with a sentence, if there is none
     */
    public Builder tokenFile(Path file) {
      return token(ClusterToken.read(file));
    }

    /** Encrypts; the registry must show a certificate of these authorities, a PEM file. */
    public Builder trust(Path authorities) {
      return connect(connector.trust(authorities));
    }

    /** Shows a certificate of its own to a registry that asks for one; both are PEM files. */
    public Builder identity(Path certificate, Path key) {
      return connect(connector.identity(certificate, key));
    }

    /** The person in whose name operators' calls are made. */
    public Builder actor(String name) {
      return connect(connector.actor(name));
    }

    /** How coordinators are connected, in one. */
    public Builder connect(Connector how) {
      connector = how;
      return this;
    }

    /** The deadline of a call that has none of its own; 30 seconds unless said. */
    public Builder deadline(Duration limit) {
      limits = limits.withDeadline(limit);
      return this;
    }

    /** How often a call goes round all coordinators; until its deadline unless said. */
    public Builder rounds(int most) {
      limits = limits.withRounds(most);
      return this;
    }

    /**
     * How long a call waits before its coordinator is asked for its health, and how long that may
     * take; 500 ms and one second unless said.
     */
    public Builder patience(Duration withCalls, Duration withHealth) {
      limits = limits.withPatience(withCalls, withHealth);
      return this;
    }

    /** After how long at most it looks whether the first endpoint serves again; 5 s unless said. */
    public Builder lookHomeAfter(Duration abroad) {
      limits = limits.withLookHome(abroad);
      return this;
    }

    /** Who hears what the client does by itself. */
    public Builder listener(ClientListener hears) {
      listener = hears;
      return this;
    }

    Builder timers(Timers own) {
      timers.close();
      timers = own;
      return this;
    }

    Builder names(Lookup.Names own) {
      names = own;
      return this;
    }

    /**
     * Makes it; nothing is called yet.
     *
     * @throws IllegalArgumentException with a sentence, if a file is of no use
     */
    public RosterClient build() {
      connector.check();
      Position position = new Position();
      Site site =
          new Site(
              new Lookup(endpoints, names), connector.origins(position), limits, timers, listener);
      return new RosterClient(site, position);
    }
  }
}
