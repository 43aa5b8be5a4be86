/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain;

/**
 * What a port serves at a moment.
 *
 * @param calls those that end by themselves
 * @param streams those that go on until one side ends them
 */
public record OpenCalls(int calls, int streams) {

  public static final OpenCalls NONE = new OpenCalls(0, 0);

  public int all() {
    return calls + streams;
  }
}
