/** The threads of the agent: each does one kind of step, again and again, from start to stop. */
@NullMarked
package io.roster.node.loop;

import org.jspecify.annotations.NullMarked;
