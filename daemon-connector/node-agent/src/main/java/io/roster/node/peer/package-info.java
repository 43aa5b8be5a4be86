/** Artifact bytes for other nodes, over a small framed protocol on TCP. */
@NullMarked
package io.roster.node.peer;

import org.jspecify.annotations.NullMarked;
