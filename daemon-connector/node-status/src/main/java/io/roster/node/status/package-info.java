/** The node's answers to health probes. */
@NullMarked
package io.roster.node.status;

import org.jspecify.annotations.NullMarked;
