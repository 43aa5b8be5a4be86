/** Starts what is tested as its users do, once for all tests, on free ports, and stops it again. */
@NullMarked
package io.roster.it.product;

import org.jspecify.annotations.NullMarked;
