/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.settings.NodeSettings;
import io.roster.settings.Setting;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The descriptor, the beans and the table of settings say the same. */
class DescriptorTest {

  private static final Path DESCRIPTOR =
      Path.of("..", "connector-rar", "src", "main", "rar", "META-INF", "ra.xml");

  /** The server reads the node's setting, or takes the default behind the colon. */
  private static final Pattern FROM_SETTING = Pattern.compile("\\$\\{MPCONFIG=([^:}]+):([^}]*)}");

  /** What the table leaves out stands in the descriptor as a word. */
  private static final List<String> WORDS_FOR_NOTHING =
      List.of(DaemonConfiguration.PERSISTED, DaemonConfiguration.NONE);

  private static final XPath XPATH = XPathFactory.newInstance().newXPath();
  private static Document descriptor;

  private record Property(String name, String type, String value) {}

  @BeforeAll
  static void read() throws Exception {
    descriptor =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(DESCRIPTOR.toFile());
  }

  @Test
  void every_class_that_it_names_exists() throws Exception {
    for (String role :
        List.of(
            "resourceadapter-class",
            "managedconnectionfactory-class",
            "connectionfactory-interface",
            "connectionfactory-impl-class",
            "connection-interface",
            "connection-impl-class",
            "messagelistener-type",
            "activationspec-class")) {
      assertThat(Class.forName(text("//" + role))).as(role).isNotNull();
    }
  }

  @Test
  void no_transactions_are_claimed() throws Exception {
    assertThat(text("//transaction-support")).isEqualTo("NoTransaction");
    assertThat(text("//reauthentication-support")).isEqualTo("false");
  }

  @Test
  void the_adapter_has_exactly_the_properties_that_are_described() throws Exception {
    assertThat(described("/connector/resourceadapter/config-property"))
        .isEqualTo(properties(GpuDaemonResourceAdapter.class));
  }

  @Test
  void the_activation_has_exactly_the_properties_that_are_described() throws Exception {
    Class<?> spec = Class.forName(text("//activationspec-class"));
    assertThat(described("//activationspec/config-property")).isEqualTo(properties(spec));
    Object bean = spec.getDeclaredConstructor().newInstance();
    for (Property property : all("//activationspec/config-property")) {
      assertThat(value(bean, property.name())).hasToString(property.value());
    }
  }

  @Test
  void every_default_is_that_of_the_settings_table() throws Exception {
    Map<String, Setting<?>> table = new LinkedHashMap<>();
    NodeSettings.TABLE.settings().forEach(setting -> table.put(setting.key(), setting));
    for (Property property : all("/connector/resourceadapter/config-property")) {
      Matcher matcher = FROM_SETTING.matcher(property.value());
      assertThat(matcher.matches()).as(property.toString()).isTrue();
      assertThat(table).containsKey(matcher.group(1));
      Setting<?> setting = Objects.requireNonNull(table.get(matcher.group(1)));
      Optional<String> fallback =
          Optional.of(matcher.group(2)).filter(word -> !WORDS_FOR_NOTHING.contains(word));
      assertThat(fallback).as(property.name()).isEqualTo(setting.fallback());
    }
  }

  private static Map<String, String> described(String path) throws Exception {
    Map<String, String> types = new LinkedHashMap<>();
    all(path).forEach(property -> types.put(property.name(), property.type()));
    return types;
  }

  private static Map<String, String> properties(Class<?> bean) throws Exception {
    Map<String, String> types = new LinkedHashMap<>();
    Arrays.stream(Introspector.getBeanInfo(bean).getPropertyDescriptors())
        .filter(property -> property.getWriteMethod() != null)
        .filter(property -> !property.getName().equals("resourceAdapter"))
        .forEach(property -> types.put(property.getName(), property.getPropertyType().getName()));
    return types;
  }

  private static Object value(Object bean, String name) throws Exception {
    return new PropertyDescriptor(name, bean.getClass()).getReadMethod().invoke(bean);
  }

  private static List<Property> all(String path) throws Exception {
    NodeList nodes = (NodeList) XPATH.evaluate(path, descriptor, XPathConstants.NODESET);
    List<Property> properties = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      properties.add(
          new Property(
              XPATH.evaluate("config-property-name", nodes.item(i)),
              XPATH.evaluate("config-property-type", nodes.item(i)),
              XPATH.evaluate("config-property-value", nodes.item(i))));
    }
    return properties;
  }

  private static String text(String path) throws Exception {
    return XPATH.evaluate(path, descriptor).strip();
  }
}
