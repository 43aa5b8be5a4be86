/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.net.URI;
import java.util.function.Supplier;

/**
 * A running registry as its clients know it.
 *
 * @param name the product that it is, for messages
 * @param grpcPort on loopback
 * @param http the beginning of its HTTP addresses
 * @param database the name of its database in {@link TestDatabase}
 * @param firstPassword the password of {@code admin}
 */
public record Registry(
    String name, int grpcPort, URI http, String database, Supplier<String> firstPassword) {

  public static final String HOST = "127.0.0.1";

  public static URI httpOf(int port) {
    return URI.create("http://" + HOST + ":" + port + "/");
  }
}
