/** The commands that talk to a fleet that runs: put, get and replicas. */
@NullMarked
package io.roster.launcher.fleet;

import org.jspecify.annotations.NullMarked;
