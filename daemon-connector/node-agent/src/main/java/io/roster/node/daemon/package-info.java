/** The GPU daemon as the agent's inventory, over pooled connections of its resource adapter. */
@NullMarked
package io.roster.node.daemon;

import org.jspecify.annotations.NullMarked;
