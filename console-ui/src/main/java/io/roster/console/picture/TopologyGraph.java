/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.picture;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;

/** The fleet as a picture; its nodes can be chosen, by mouse and by keys. */
@Tag("topology-graph")
@JsModule("./components/topology-graph.ts")
public final class TopologyGraph extends Component {

  /** A node was chosen. */
  @DomEvent("choose")
  public static final class Chosen extends ComponentEvent<TopologyGraph> {

    private final String node;

    public Chosen(
        TopologyGraph source, boolean fromClient, @EventData("event.detail") String node) {
      super(source, fromClient);
      this.node = node;
    }

    /** {@code worker:w-12}, {@code group:…}, {@code coordinator:a}. */
    public String node() {
      return node;
    }
  }

  public void show(TopologyPicture picture) {
    getElement().setProperty("data", Pictures.json(picture));
  }

  public Registration onChoose(ComponentEventListener<Chosen> listener) {
    return addListener(Chosen.class, listener);
  }
}
