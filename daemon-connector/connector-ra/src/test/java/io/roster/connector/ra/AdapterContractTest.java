/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonConnectionFactory;
import io.roster.connector.ra.inbound.GpuDaemonActivationSpec;
import io.roster.connector.ra.outbound.GpuDaemonManagedConnectionFactory;
import jakarta.resource.Referenceable;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that an application server relies on, checked on the classes themselves. */
class AdapterContractTest {

  private static final Set<Class<?>> CONFIG_TYPES =
      Set.of(
          String.class,
          Boolean.class,
          Integer.class,
          Double.class,
          Byte.class,
          Short.class,
          Long.class,
          Float.class,
          Character.class);

  private static final Set<String> NOT_CONFIGURATION =
      Set.of("class", "logWriter", "resourceAdapter");

  @Test
  void each_class_implements_its_role() {
    assertThat(ResourceAdapter.class).isAssignableFrom(GpuDaemonResourceAdapter.class);
    assertThat(ManagedConnectionFactory.class)
        .isAssignableFrom(GpuDaemonManagedConnectionFactory.class);
    assertThat(ResourceAdapterAssociation.class)
        .isAssignableFrom(GpuDaemonManagedConnectionFactory.class);
    assertThat(Serializable.class).isAssignableFrom(GpuDaemonManagedConnectionFactory.class);
    assertThat(ActivationSpec.class).isAssignableFrom(GpuDaemonActivationSpec.class);
    assertThat(Serializable.class).isAssignableFrom(GpuDaemonActivationSpec.class);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        GpuDaemonResourceAdapter.class,
        GpuDaemonManagedConnectionFactory.class,
        GpuDaemonActivationSpec.class
      })
  void each_bean_can_be_made_and_configured_by_a_server(Class<?> bean) throws Exception {
    assertThat(Modifier.isPublic(bean.getModifiers())).isTrue();
    assertThat(Modifier.isPublic(bean.getDeclaredConstructor().getModifiers())).isTrue();
    BeanInfo info = Introspector.getBeanInfo(bean);
    for (PropertyDescriptor property : info.getPropertyDescriptors()) {
      if (!NOT_CONFIGURATION.contains(property.getName())) {
        assertThat(CONFIG_TYPES).as(property.getName()).contains(property.getPropertyType());
        assertThat(property.getWriteMethod()).as(property.getName()).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {GpuDaemonResourceAdapter.class, GpuDaemonManagedConnectionFactory.class})
  void equality_is_defined(Class<?> bean) throws Exception {
    assertThat(bean.getMethod("equals", Object.class).getDeclaringClass()).isEqualTo(bean);
    assertThat(bean.getMethod("hashCode").getDeclaringClass()).isEqualTo(bean);
  }

  @Test
  void the_connection_factory_can_be_stored_and_referenced() {
    Object factory = new GpuDaemonManagedConnectionFactory().createConnectionFactory();
    assertThat(factory)
        .isInstanceOf(GpuDaemonConnectionFactory.class)
        .isInstanceOf(Serializable.class)
        .isInstanceOf(Referenceable.class);
  }

  @Test
  void the_application_contract_shows_nothing_of_the_engine() {
    for (Method method : GpuDaemonConnection.class.getMethods()) {
      assertThat(method.getReturnType().getName()).doesNotStartWith("io.roster.gpu");
      assertThat(Arrays.stream(method.getParameterTypes()).map(Class::getName))
          .noneMatch(name -> name.startsWith("io.roster.gpu"));
    }
  }
}
