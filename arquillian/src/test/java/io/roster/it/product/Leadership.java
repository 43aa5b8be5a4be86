/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

/**
 * A leadership that is in force.
 *
 * @param holder the name of the coordinator that leads
 * @param epoch the number of the leadership
 */
public record Leadership(String holder, long epoch) {}
