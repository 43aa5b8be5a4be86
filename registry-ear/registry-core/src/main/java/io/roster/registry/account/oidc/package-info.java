/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Speaks OpenID Connect with an identity provider. */
@NullMarked
package io.roster.registry.account.oidc;

import org.jspecify.annotations.NullMarked;
