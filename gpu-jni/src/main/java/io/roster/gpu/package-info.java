/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The engine of a GPU daemon as others see it: artifacts held in GPU memory, RAM and on disk
 * ({@link io.roster.gpu.GpuEngine}), and the port to device memory ({@link
 * io.roster.gpu.GpuMemory}). Plain Java, configured by constructor arguments alone.
 */
@NullMarked
package io.roster.gpu;

import org.jspecify.annotations.NullMarked;
