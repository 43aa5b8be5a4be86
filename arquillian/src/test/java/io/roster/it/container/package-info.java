/** Tests that run inside Payara Server, beside the registry's own beans. */
@NullMarked
package io.roster.it.container;

import org.jspecify.annotations.NullMarked;
