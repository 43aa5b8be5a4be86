/**
 * The agent of a node: it holds the ports it advertises, keeps the node registered, and hears what
 * happens in the GPU daemon.
 */
@NullMarked
package io.roster.node;

import org.jspecify.annotations.NullMarked;
