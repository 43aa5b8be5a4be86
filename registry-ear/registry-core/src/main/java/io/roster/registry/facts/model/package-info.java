/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What is read of the whole fleet. */
@NullMarked
package io.roster.registry.facts.model;

import org.jspecify.annotations.NullMarked;
