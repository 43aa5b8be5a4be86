/** The engine behind the adapter's port, where applications do not see it. */
@NullMarked
package io.roster.connector.engine;

import org.jspecify.annotations.NullMarked;
