/**
 * The node's side of the registry's protocol: one link that registers, beats, and moves from one
 * coordinator to the next.
 */
@NullMarked
package io.roster.node.registry;

import org.jspecify.annotations.NullMarked;
