/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.store;

/** What a key stands for. */
public record KeyRow(String artifact, long generation) {}
