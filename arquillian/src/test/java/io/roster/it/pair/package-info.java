/**
 * What holds for several coordinators over one database: they know the same, race without breaking
 * a promise, and follow each other when one is lost.
 */
@NullMarked
package io.roster.it.pair;

import org.jspecify.annotations.NullMarked;
