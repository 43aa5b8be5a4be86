/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** Switches between UTC, local and relative times; the browser remembers it. */
@Tag("zone-toggle")
@JsModule("./components/time-text.ts")
public final class ZoneToggle extends Component {}
