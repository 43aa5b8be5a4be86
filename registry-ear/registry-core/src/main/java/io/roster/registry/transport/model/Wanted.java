/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

/**
 * What is to be fetched.
 *
 * @param viewId empty for the canonical bytes
 */
public record Wanted(String artifactId, String viewId) {}
