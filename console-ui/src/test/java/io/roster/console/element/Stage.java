/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.element;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;

/** A page on which an element is tried by itself. */
final class Stage implements AutoCloseable {

  private static final double PATIENCE_MS = 10_000;

  private static final String CLEAR =
      """
      () => {
        document.body.replaceChildren();
        document.getAnimations().forEach(animation => animation.cancel());
        localStorage.clear();
      }""";

  private final Page page;

  Stage(Page page, String address) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
    page.navigate(address);
    page.waitForFunction("() => document.body.dataset.ready");
  }

  /** Makes it as if nobody had been here. */
  void clear() {
    page.evaluate(CLEAR);
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(null));
    page.unrouteAll();
  }

  Page page() {
    return page;
  }

  /** Puts an element onto the page; returns it. */
  Locator put(String element) {
    page.evaluate("name => document.body.append(document.createElement(name))", element);
    return page.locator(element);
  }

  /** Puts a picture onto the page and gives it its data, as JSON. */
  Locator draw(String element, String data) {
    Locator drawn = put(element);
    set(drawn, "data", data);
    return drawn;
  }

  /** Gives an element a property, as the server does. */
  void set(Locator element, String property, Object value) {
    element.evaluate(
        "(element, [property, value]) => { element[property] = value; }", List.of(property, value));
  }

  /** An attribute of each. */
  @SuppressWarnings("unchecked")
  static List<String> attributes(Locator elements, String name) {
    return (List<String>)
        elements.evaluateAll("(all, name) => all.map(one => one.getAttribute(name))", name);
  }

  @Override
  public void close() {
    page.close();
  }
}
