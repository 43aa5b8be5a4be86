/** An application that uses the GPU daemon's connector and nothing else of Roster. */
@NullMarked
package io.roster.sample;

import org.jspecify.annotations.NullMarked;
