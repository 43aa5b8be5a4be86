/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** A text to be used elsewhere, such as a command, with a button that copies it. */
@Tag("copy-text")
@JsModule("./components/copy-text.ts")
public final class CopyText extends Component {

  public CopyText(String text) {
    setText(text);
  }

  public void setText(String text) {
    getElement().setProperty("text", text);
  }

  public String text() {
    return getElement().getProperty("text", "");
  }
}
