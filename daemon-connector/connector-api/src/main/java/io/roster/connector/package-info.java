/**
 * What an application sees of the GPU daemon: connections to put, get and unload artifacts, and the
 * events that a message-driven bean receives.
 */
@NullMarked
package io.roster.connector;

import org.jspecify.annotations.NullMarked;
