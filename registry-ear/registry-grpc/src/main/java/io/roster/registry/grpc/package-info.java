/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The gRPC port: its life, its threads, and what holds for every call. */
@NullMarked
package io.roster.registry.grpc;

import org.jspecify.annotations.NullMarked;
