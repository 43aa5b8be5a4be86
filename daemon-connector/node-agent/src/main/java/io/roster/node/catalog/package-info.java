/** What the registry knows of artifacts as such: their indexes, and the keys that name them. */
@NullMarked
package io.roster.node.catalog;

import org.jspecify.annotations.NullMarked;
