/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.launcher.CoordinatorRequest.TakenPort;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DemoCommandTest {

  private static final int WRONG_USAGE = 2;

  private static List<CoordinatorRequest> requests(String... options) {
    DemoCommand demo = new DemoCommand();
    new CommandLine(demo).parseArgs(options);
    return demo.requests(Path.of("data"));
  }

  private static List<String> texts(List<CoordinatorRequest> requests, Setting<?> setting) {
    return requests.stream().map(each -> each.settings().get(setting.key())).toList();
  }

  @Test
  void there_is_one_coordinator_on_free_ports_unless_more_are_asked_for() {
    List<CoordinatorRequest> requests = requests();

    assertThat(requests).extracting(CoordinatorRequest::name).containsExactly("coordinator-1");
    assertThat(texts(requests, RegistrySettings.GRPC_PORT)).containsExactly("0");
    assertThat(texts(requests, RegistrySettings.HTTP_PORT)).containsExactly("0");
  }

  @Test
  void each_has_a_name_of_its_own_and_the_data_directory_of_all() {
    List<CoordinatorRequest> requests = requests("--coordinators", "3");

    assertThat(requests)
        .extracting(CoordinatorRequest::name)
        .containsExactly("coordinator-1", "coordinator-2", "coordinator-3");
    assertThat(texts(requests, RegistrySettings.COORDINATOR_NAME))
        .containsExactly("coordinator-1", "coordinator-2", "coordinator-3");
    assertThat(requests).extracting(CoordinatorRequest::data).containsOnly(Path.of("data"));
  }

  @Test
  void the_others_wish_for_the_ports_after_those_that_were_given() {
    List<CoordinatorRequest> requests =
        requests("--coordinators", "3", "--grpc-port", "50051", "--http-port", "65534");

    assertThat(texts(requests, RegistrySettings.GRPC_PORT))
        .containsExactly("50051", "50052", "50053");
    assertThat(texts(requests, RegistrySettings.HTTP_PORT))
        .as("there is none after the last")
        .containsExactly("65534", "65535", "0");
    assertThat(requests)
        .extracting(CoordinatorRequest::takenPort)
        .containsExactly(TakenPort.REFUSE, TakenPort.REPLACE, TakenPort.REPLACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "-1", "two"})
  void other_numbers_of_coordinators_are_wrong_usage(String number) {
    assertThat(Roster.run("demo", "--coordinators", number)).isEqualTo(WRONG_USAGE);
  }
}
