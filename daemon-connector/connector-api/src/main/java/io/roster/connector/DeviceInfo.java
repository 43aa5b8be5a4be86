/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;

/**
 * One device of the daemon.
 *
 * @param ordinal its number, from 0
 * @param name a name for people
 * @param memory the kind of its memory
 * @param capacityBytes what artifacts may take of it
 */
public record DeviceInfo(int ordinal, String name, MemoryKind memory, long capacityBytes)
    implements Serializable {}
