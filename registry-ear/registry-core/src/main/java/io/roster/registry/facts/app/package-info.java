/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Shows the fleet: what is committed, and of replicas what this coordinator's memory knows. */
@NullMarked
package io.roster.registry.facts.app;

import org.jspecify.annotations.NullMarked;
