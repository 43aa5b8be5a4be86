/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** ClusterAdminService on the wire. */
@NullMarked
package io.roster.registry.admin.grpc;

import org.jspecify.annotations.NullMarked;
