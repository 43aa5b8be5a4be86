/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What the messages and answers of several features have in common. */
@NullMarked
package io.roster.registry.platform.grpc;

import org.jspecify.annotations.NullMarked;
