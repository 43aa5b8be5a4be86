/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.admin;

import io.roster.settings.Settings;
import java.util.List;

/** The coordinator's own facts. Never fails and never waits. */
public interface ServerInfoService {

  ServerInfo info();

  /** The cluster token that HealthCheck echoes; empty when none is configured. */
  String clusterToken();

  /** The effective configuration, secrets masked. */
  List<Settings.Effective> configuration();

  /** Tells where the gRPC port is really bound. */
  void grpcBound(String host, int port);
}
