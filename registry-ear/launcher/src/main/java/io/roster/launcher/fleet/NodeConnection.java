/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.roster.client.Connection;
import io.roster.client.Connector;
import io.roster.client.Endpoint;
import io.roster.launcher.data.SecretFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The way to one node. */
final class NodeConnection {

  private NodeConnection() {}

  /**
   * Connects with the first call.
   *
   * @param node its {@code host:port}
   * @param tokenFile the file with the cluster token, if it asks for one
   */
  static Connection to(String node, @Nullable Path tokenFile) {
    Connector plain = Connector.plain().transport(NettyChannelBuilder::directExecutor);
    Connector connector =
        tokenFile == null ? plain : plain.token(SecretFile.firstLine(tokenFile, "the token file"));
    try {
      return connector.connect(Endpoint.parse(node));
    } catch (IllegalArgumentException e) {
      throw new CallFailed("--node " + e.getMessage());
    }
  }
}
