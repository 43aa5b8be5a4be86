/** Getting artifacts from other nodes, under transports that the registry permits. */
@NullMarked
package io.roster.node.transfer;

import org.jspecify.annotations.NullMarked;
