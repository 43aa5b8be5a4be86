/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

import java.time.Duration;

/** A failure that says when the same call may succeed. */
public interface RetryLater {

  Duration retryAfter();
}
