/** The resource adapter in an application of its own, on both servers. */
@NullMarked
package io.roster.it.connector;

import org.jspecify.annotations.NullMarked;
