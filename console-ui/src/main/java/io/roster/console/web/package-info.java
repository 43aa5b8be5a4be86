/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What every HTTP answer of the console carries: the security headers. */
@NullMarked
package io.roster.console.web;

import org.jspecify.annotations.NullMarked;
