/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

/**
 * What a message-driven bean implements to hear of the GPU daemon's events: in their order, each at
 * most once. Events of the time in which the bean is not active, or beyond what its queue holds,
 * are not delivered; the list of artifacts is the truth to catch up with.
 */
public interface GpuDaemonListener {

  void onEvent(GpuDaemonEvent event);
}
