/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the server process is told. It travels over the process's standard input, so that no secret
 * stands on a command line or in a file.
 *
 * @param application the EAR to deploy
 * @param home the folder that the server may fill with what it needs while it runs
 * @param httpHost the address to listen on
 * @param httpPort the port to listen on
 * @param scheme whether that port speaks TLS
 * @param stopSeconds how long stopping may take before the process ends all the same
 * @param properties the system properties to set before the server boots
 */
public record ServerOrder(
    String application,
    String home,
    String httpHost,
    int httpPort,
    Scheme scheme,
    int stopSeconds,
    Map<String, String> properties) {

  /** The property that tells how much the log says of Roster itself. */
  public static final String LOG_LEVEL = "launcher.log-level";

  /** How long a server may usually take to stop. */
  public static final int STOP_SECONDS = 25;

  /** How the HTTP port is spoken to. */
  public enum Scheme {
    HTTP,
    HTTPS
  }

  public ServerOrder {
    properties = Map.copyOf(properties);
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeUTF(application);
    out.writeUTF(home);
    out.writeUTF(httpHost);
    out.writeInt(httpPort);
    out.writeUTF(scheme.name());
    out.writeInt(stopSeconds);
    out.writeInt(properties.size());
    for (Map.Entry<String, String> property : properties.entrySet()) {
      out.writeUTF(property.getKey());
      out.writeUTF(property.getValue());
    }
    out.flush();
  }

  static ServerOrder readFrom(DataInputStream in) throws IOException {
    String application = in.readUTF();
    String home = in.readUTF();
    String httpHost = in.readUTF();
    int httpPort = in.readInt();
    Scheme scheme = Scheme.valueOf(in.readUTF());
    int stopSeconds = in.readInt();
    Map<String, String> properties = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      properties.put(in.readUTF(), in.readUTF());
    }
    return new ServerOrder(application, home, httpHost, httpPort, scheme, stopSeconds, properties);
  }
}
