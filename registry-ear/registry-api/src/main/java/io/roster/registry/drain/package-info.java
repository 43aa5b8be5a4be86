/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Taking a coordinator out of service without a call that fails. */
@NullMarked
package io.roster.registry.drain;

import org.jspecify.annotations.NullMarked;
