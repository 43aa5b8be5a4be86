/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.connector.GpuDaemonConnectionFactory;
import io.roster.connector.ra.inbound.GpuDaemonActivationSpec;
import io.roster.connector.ra.outbound.GpuDaemonManagedConnectionFactory;
import jakarta.resource.Referenceable;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
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
    for (PropertyDescriptor property : configurable(bean)) {
      assertThat(CONFIG_TYPES).as(property.getName()).contains(property.getPropertyType());
      assertThat(property.getWriteMethod()).as(property.getName()).isNotNull();
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
  void the_hash_never_changes_and_equality_follows_what_is_configured() throws Exception {
    GpuDaemonResourceAdapter adapter = new GpuDaemonResourceAdapter();
    GpuDaemonResourceAdapter twin = new GpuDaemonResourceAdapter();
    int hash = adapter.hashCode();
    for (PropertyDescriptor property : configurable(GpuDaemonResourceAdapter.class)) {
      assertThat(adapter).isEqualTo(twin).hasSameHashCodeAs(twin);
      property.getWriteMethod().invoke(adapter, other(property.getReadMethod().invoke(adapter)));
      assertThat(adapter).as(property.getName()).isNotEqualTo(twin);
      assertThat(adapter.hashCode()).isEqualTo(hash);
      property.getWriteMethod().invoke(twin, property.getReadMethod().invoke(adapter));
    }
  }

  private static List<PropertyDescriptor> configurable(Class<?> bean) throws Exception {
    return Arrays.stream(Introspector.getBeanInfo(bean).getPropertyDescriptors())
        .filter(property -> !NOT_CONFIGURATION.contains(property.getName()))
        .toList();
  }

  private static Object other(Object value) {
    if (value instanceof Integer number) {
      return number + 1;
    }
    return value instanceof Double number ? (Object) (number / 2) : value + "x";
  }
}
