/**
 * The resource adapter: it owns the engine of the GPU daemon and its identity, for as long as the
 * server keeps it started.
 */
@NullMarked
package io.roster.connector.ra;

import org.jspecify.annotations.NullMarked;
