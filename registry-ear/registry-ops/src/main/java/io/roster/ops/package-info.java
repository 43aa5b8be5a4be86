/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What probes and monitoring ask a coordinator over HTTP. */
@NullMarked
package io.roster.ops;

import org.jspecify.annotations.NullMarked;
