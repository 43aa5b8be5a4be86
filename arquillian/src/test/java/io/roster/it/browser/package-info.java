/** Journeys through the console in a real browser. */
@NullMarked
package io.roster.it.browser;

import org.jspecify.annotations.NullMarked;
