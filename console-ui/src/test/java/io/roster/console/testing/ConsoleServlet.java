/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.testing;

import com.github.mvysny.kaributesting.v10.Routes;
import com.github.mvysny.kaributesting.v10.mock.MockService;
import com.github.mvysny.kaributesting.v10.mock.MockVaadinServlet;
import com.github.mvysny.kaributesting.v10.mock.MockedUI;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.di.DefaultInstantiator;
import com.vaadin.flow.di.Instantiator;
import com.vaadin.flow.function.DeploymentConfiguration;
import com.vaadin.flow.server.ServiceException;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServletService;
import io.roster.console.ConsoleStart;
import io.roster.console.MainLayout;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Starts the console as the container does, with views that the test makes. */
final class ConsoleServlet extends MockVaadinServlet {

  private final transient Function<Class<?>, Optional<Object>> maker;

  ConsoleServlet(Routes routes, Function<Class<?>, Optional<Object>> maker) {
    super(routes, MockedUI::new);
    this.maker = maker;
  }

  @Override
  protected VaadinServletService createServletService(DeploymentConfiguration configuration)
      throws ServiceException {
    VaadinServletService service =
        new MockService(this, configuration, getUiFactory()) {
          @Override
          protected Optional<Instantiator> loadInstantiators() {
            return Optional.of(new TestInstantiator(this, maker));
          }
        };
    service.init();
    getRoutes().register(service.getContext());
    service.getRouter().getRegistry().setLayout(MainLayout.class);
    return service;
  }

  private static final class TestInstantiator extends DefaultInstantiator {

    private final transient Function<Class<?>, Optional<Object>> maker;

    TestInstantiator(VaadinService service, Function<Class<?>, Optional<Object>> maker) {
      super(service);
      this.maker = maker;
    }

    @Override
    public Stream<VaadinServiceInitListener> getServiceInitListeners() {
      return Stream.of(new ConsoleStart()::start);
    }

    @Override
    public <T> T getOrCreate(Class<T> type) {
      return maker.apply(type).map(type::cast).orElseGet(() -> super.getOrCreate(type));
    }

    @Override
    public <T extends Component> T createComponent(Class<T> type) {
      return maker.apply(type).map(type::cast).orElseGet(() -> super.createComponent(type));
    }
  }
}
