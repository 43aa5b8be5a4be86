/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The network between the parts of a site, as a proxy that can be slow, deaf, mute or broken. */
@NullMarked
package io.roster.chaos.net;

import org.jspecify.annotations.NullMarked;
