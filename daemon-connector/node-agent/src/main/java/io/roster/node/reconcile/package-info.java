/**
 * Brings the registry's picture of this node and what the node holds together, and keeps them so.
 */
@NullMarked
package io.roster.node.reconcile;

import org.jspecify.annotations.NullMarked;
