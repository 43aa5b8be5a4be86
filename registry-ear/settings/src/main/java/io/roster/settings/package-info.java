/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What can be configured, as tables: each setting has one key, one type, one default, one place in
 * the reference's configuration file and one description. The launcher, the EARs and the
 * documentation are all made from these tables, so that a key can neither be misspelt in one of
 * them nor be missing from another.
 */
@NullMarked
package io.roster.settings;

import org.jspecify.annotations.NullMarked;
