/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/**
 * The identity of a request that may be sent twice.
 *
 * @param id the caller's client_request_id, not blank
 * @param fingerprint a digest of the whole request, so that one id cannot stand for two requests
 */
public record RequestKey(String id, String fingerprint) {}
