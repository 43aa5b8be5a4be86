/** What this node holds, as the agent sees it: the port to the GPU daemon behind the connector. */
@NullMarked
package io.roster.node.inventory;

import org.jspecify.annotations.NullMarked;
