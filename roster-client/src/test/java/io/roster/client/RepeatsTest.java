/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.roster.v1.BackupProto;
import io.roster.v1.CommandProto;
import io.roster.v1.FleetProto;
import io.roster.wire.globalstore.v1.GlobalStoreProto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepeatsTest {

  @Test
  void each_name_in_the_table_is_a_method_of_the_wire() {
    Set<String> known =
        Stream.of(
                GlobalStoreProto.getDescriptor(),
                BackupProto.getDescriptor(),
                CommandProto.getDescriptor(),
                FleetProto.getDescriptor())
            .flatMap(file -> file.getServices().stream())
            .flatMap(service -> service.getMethods().stream())
            .map(RepeatsTest::fullName)
            .collect(Collectors.toSet());
    assertThat(Repeats.always())
        .filteredOn(name -> !name.startsWith("grpc.health"))
        .isSubsetOf(known);
  }

  @Test
  void other_languages_are_told_the_same() throws Exception {
    String config = Files.readString(Path.of("../docs/service-config.json"));
    Set<String> told =
        Pattern.compile("\\{\"service\": \"(.+)\", \"method\": \"(.+)\"}")
            .matcher(config)
            .results()
            .map(found -> found.group(1) + "/" + found.group(2))
            .collect(Collectors.toSet());
    assertThat(told).isEqualTo(Repeats.always());
  }

  private static String fullName(MethodDescriptor method) {
    return method.getService().getFullName() + "/" + method.getName();
  }
}
