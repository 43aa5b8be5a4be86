/** What the agent counts, under the names that the reference's daemons use where it is the same. */
@NullMarked
package io.roster.node.metrics;

import org.jspecify.annotations.NullMarked;
