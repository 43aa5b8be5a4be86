/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Memory of the host: the RAM of a node, and the GPU of a host that has none. */
@NullMarked
package io.roster.gpu.host;

import org.jspecify.annotations.NullMarked;
