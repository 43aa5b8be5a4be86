/** The node's own gRPC service: putting artifacts into the fleet and getting them out. */
@NullMarked
package io.roster.node.service;

import org.jspecify.annotations.NullMarked;
