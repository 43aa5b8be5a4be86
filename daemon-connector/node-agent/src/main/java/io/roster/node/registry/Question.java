/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

/** A call to the registry, whichever coordinator takes it. It may be made more than once. */
@FunctionalInterface
public interface Question<T> {

  T ask(RegistryStubs stubs) throws RegistryFailure;
}
