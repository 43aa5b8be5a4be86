/** Threads of the server for what the adapter does all the time. */
@NullMarked
package io.roster.connector.ra.work;

import org.jspecify.annotations.NullMarked;
