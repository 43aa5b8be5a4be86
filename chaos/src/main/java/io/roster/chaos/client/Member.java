/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

/** A daemon that is registered. */
record Member(Daemon daemon, String worker) {}
