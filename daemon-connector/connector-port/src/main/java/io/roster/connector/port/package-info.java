/**
 * What the resource adapter asks of an engine. It names no class of any engine, so that the engine
 * can be loaded where applications do not see it.
 */
@NullMarked
package io.roster.connector.port;

import org.jspecify.annotations.NullMarked;
