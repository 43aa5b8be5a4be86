/** Tells the registry which chunks of which artifacts lie in this node's GPUs. */
@NullMarked
package io.roster.node.chunk;

import org.jspecify.annotations.NullMarked;
