/** What operators ask of this node: carried out once, and acknowledged. */
@NullMarked
package io.roster.node.command;

import org.jspecify.annotations.NullMarked;
