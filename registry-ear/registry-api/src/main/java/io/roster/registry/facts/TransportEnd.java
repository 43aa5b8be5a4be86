/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

/**
 * One end of a transport.
 *
 * @param workerId empty when it did not say
 */
public record TransportEnd(String workerId, String nodeId, String address, long port) {}
