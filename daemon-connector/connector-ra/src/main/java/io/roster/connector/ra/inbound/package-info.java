/** From the daemon to the application: the engine's events, delivered to message endpoints. */
@NullMarked
package io.roster.connector.ra.inbound;

import org.jspecify.annotations.NullMarked;
