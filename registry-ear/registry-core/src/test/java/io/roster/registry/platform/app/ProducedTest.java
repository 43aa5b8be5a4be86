/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProducedTest {

  private static String name(Map<String, String> settings) {
    return new Produced().coordinator(Settings.read(RegistrySettings.TABLE, settings)).name();
  }

  private static String nameOnPort(String port) {
    return name(Map.of(RegistrySettings.GRPC_PORT.key(), port));
  }

  @Test
  void two_coordinators_of_one_host_have_two_names() {
    assertThat(nameOnPort("50051")).endsWith(":50051").isNotEqualTo(nameOnPort("50052"));
    assertThat(name(Map.of())).isEqualTo(nameOnPort("50051"));
  }

  @Test
  void a_port_that_the_system_chooses_tells_nothing_and_the_process_stands_for_it() {
    assertThat(nameOnPort("0")).endsWith("/" + ProcessHandle.current().pid());
  }

  @Test
  void a_name_that_is_given_is_the_name() {
    assertThat(name(Map.of(RegistrySettings.COORDINATOR_NAME.key(), "east"))).isEqualTo("east");
  }
}
