/**
 * Calls a Roster registry that has several coordinators as if it were one: {@link
 * io.roster.client.RosterClient} is the way in. Plain Java and gRPC, nothing of a container.
 */
@NullMarked
package io.roster.client;

import org.jspecify.annotations.NullMarked;
