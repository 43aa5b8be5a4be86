/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Guards the wire contract: the generated stubs are held against a table of facts that is kept
 * apart from the .proto files, and are called once over a real channel.
 */
package io.roster.wire;
