/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.admin;

/**
 * What a coordinator says of itself. An address that is not known is empty.
 *
 * @param clusterId chosen once per database and kept
 */
public record ServerInfo(
    String coordinator,
    String advertiseHost,
    int advertisePort,
    String listenHost,
    int listenPort,
    int httpPort,
    String version,
    String clusterId) {}
