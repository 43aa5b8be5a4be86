/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

/** The name under which this coordinator writes. */
public record CoordinatorIdentity(String name) {}
