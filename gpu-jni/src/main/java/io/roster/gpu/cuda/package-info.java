/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The cards of NVIDIA through CUDA's driver API; the only user of JCuda. */
@NullMarked
package io.roster.gpu.cuda;

import org.jspecify.annotations.NullMarked;
