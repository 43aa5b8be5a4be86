/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.roster.chaos.client;

import org.jspecify.annotations.NullMarked;
