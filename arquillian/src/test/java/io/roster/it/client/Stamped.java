/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

/** An answer, and what its response said of its origin. */
public record Stamped<A>(A answer, Stamp stamp) {}
