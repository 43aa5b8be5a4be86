/**
 * Tests of the built product, from inside the server and from outside through gRPC, HTTP and a
 * browser.
 */
@NullMarked
package io.roster.it;

import org.jspecify.annotations.NullMarked;
