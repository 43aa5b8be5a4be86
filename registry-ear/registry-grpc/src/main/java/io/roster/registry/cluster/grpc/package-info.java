/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** ClusterRuntimeService on the wire, translated to and from the registry's words. */
@NullMarked
package io.roster.registry.cluster.grpc;

import org.jspecify.annotations.NullMarked;
