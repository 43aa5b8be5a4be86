/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.roster.bench.browser;

import org.jspecify.annotations.NullMarked;
