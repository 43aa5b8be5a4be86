/**
 * The engine of a GPU daemon: artifacts held in device memory, behind the port {@link
 * io.roster.gpu.GpuMemory}. Plain Java, configured by constructor arguments alone.
 */
@NullMarked
package io.roster.gpu;

import org.jspecify.annotations.NullMarked;
