/** From the application to the daemon: connections that the server pools. */
@NullMarked
package io.roster.connector.ra.outbound;

import org.jspecify.annotations.NullMarked;
