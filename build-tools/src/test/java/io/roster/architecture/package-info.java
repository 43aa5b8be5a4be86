/** Keeps the direction of dependencies between the modules, and inside a feature. */
@NullMarked
package io.roster.architecture;

import org.jspecify.annotations.NullMarked;
