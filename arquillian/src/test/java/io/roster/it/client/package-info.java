/** Plain clients of the registry: they know the wire contract and nothing of the implementation. */
@NullMarked
package io.roster.it.client;

import org.jspecify.annotations.NullMarked;
