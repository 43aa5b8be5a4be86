/**
 * The registry with its protection on. A set-up of its own, so it is tested after all the others.
 */
@NullMarked
package io.roster.it.secured;

import org.jspecify.annotations.NullMarked;
