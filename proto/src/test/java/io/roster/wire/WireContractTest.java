/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.roster.v1.BackupProto;
import io.roster.v1.CommandProto;
import io.roster.v1.FleetProto;
import io.roster.v1.WatchProto;
import io.roster.wire.common.v1.CommonProto;
import io.roster.wire.globalstore.v1.GlobalStoreProto;
import io.roster.wire.layout.v1.LayoutProto;
import io.roster.wire.memorytier.v1.MemoryTierProto;
import io.roster.wire.node.v1.NodeProto;
import io.roster.wire.operation.v1.OperationProto;
import io.roster.wire.publication.v1.PublicationProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WireContractTest {

  /** What the reference speaks, too. */
  private static final List<FileDescriptor> TENSORCAST =
      List.of(
          CommonProto.getDescriptor(),
          LayoutProto.getDescriptor(),
          OperationProto.getDescriptor(),
          PublicationProto.getDescriptor(),
          MemoryTierProto.getDescriptor(),
          GlobalStoreProto.getDescriptor());

  private static final List<FileDescriptor> OURS =
      List.of(
          WatchProto.getDescriptor(),
          CommandProto.getDescriptor(),
          FleetProto.getDescriptor(),
          BackupProto.getDescriptor(),
          NodeProto.getDescriptor());

  private static final List<FileDescriptor> FILES =
      Stream.concat(TENSORCAST.stream(), OURS.stream()).toList();

  @Test
  void the_stubs_and_the_contract_say_the_same() {
    Set<String> contract = new TreeSet<>(contractLines());
    Set<String> stubs = new TreeSet<>(FILES.stream().flatMap(f -> describe(f).stream()).toList());

    List<String> differences = new ArrayList<>();
    contract.stream()
        .filter(line -> !stubs.contains(line))
        .map(line -> "in the contract, not in the .proto files: " + line.replace('\t', ' '))
        .forEach(differences::add);
    stubs.stream()
        .filter(line -> !contract.contains(line))
        .map(line -> "in the .proto files, not in the contract: " + line.replace('\t', ' '))
        .forEach(differences::add);

    assertThat(differences).as(() -> String.join("\n", differences)).isEmpty();
  }

  @Test
  void the_contract_states_every_fact_once() {
    assertThat(contractLines()).doesNotHaveDuplicates();
  }

  @Test
  void the_six_services_offer_88_calls() {
    Map<String, Integer> calls =
        services().stream()
            .collect(Collectors.toMap(ServiceDescriptor::getName, s -> s.getMethods().size()));

    assertThat(calls)
        .containsOnly(
            Map.entry("ClusterRuntimeService", 28 + 5 + 4),
            Map.entry("ArtifactCatalogService", 18),
            Map.entry("AssemblyViewService", 19),
            Map.entry("WorkflowOrchestrationService", 7),
            Map.entry("ClusterAdminService", 2),
            Map.entry("MemoryTierService", 5));
    assertThat(calls.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(88);
  }

  @Test
  void every_call_is_unary_but_the_watch_and_the_ways_of_many_bytes() {
    assertThat(calls().filter(MethodDescriptor::isServerStreaming))
        .extracting(MethodDescriptor::getFullName)
        .containsExactly(
            "roster.v1.WatchService.Watch",
            "roster.v1.BackupService.BackUp",
            "roster.node.v1.NodeService.GetArtifact");
    assertThat(calls().filter(MethodDescriptor::isClientStreaming))
        .extracting(MethodDescriptor::getFullName)
        .containsExactly(
            "roster.v1.BackupService.RestoreBackup", "roster.node.v1.NodeService.PutArtifact");
  }

  private static Stream<MethodDescriptor> calls() {
    return FILES.stream()
        .flatMap(f -> f.getServices().stream().flatMap(s -> s.getMethods().stream()));
  }

  @Test
  void every_file_is_proto3() {
    assertThat(FILES).allMatch(file -> file.toProto().getSyntax().equals("proto3"));
  }

  @Test
  void every_field_keeps_the_json_name_derived_from_its_name() {
    List<String> renamed =
        FILES.stream()
            .flatMap(file -> file.getMessageTypes().stream())
            .flatMap(message -> message.getFields().stream())
            .filter(field -> !field.getJsonName().equals(lowerCamel(field.getName())))
            .map(FieldDescriptor::getFullName)
            .toList();

    assertThat(renamed).isEmpty();
  }

  @Test
  void the_proto_files_travel_with_the_classes() {
    assertThat(FILES)
        .allSatisfy(
            file ->
                assertThat(WireContractTest.class.getClassLoader().getResource(file.getName()))
                    .as(file.getName())
                    .isNotNull());
  }

  private static List<ServiceDescriptor> services() {
    return TENSORCAST.stream().flatMap(file -> file.getServices().stream()).toList();
  }

  private static List<String> contractLines() {
    try (InputStream in = WireContractTest.class.getResourceAsStream("/wire-contract.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new IllegalStateException(
          "The contract table could not be read from the class path", e);
    }
  }

  private static List<String> describe(FileDescriptor file) {
    List<String> lines = new ArrayList<>();
    lines.add(line("file", file.getName(), file.getPackage()));
    file.getEnumTypes().forEach(type -> describe(type, lines));
    file.getMessageTypes().forEach(type -> describe(type, lines));
    for (ServiceDescriptor service : file.getServices()) {
      for (MethodDescriptor call : service.getMethods()) {
        lines.add(
            line(
                "rpc",
                service.getFullName(),
                call.getName(),
                call.getInputType().getFullName(),
                call.getOutputType().getFullName()));
      }
    }
    return lines;
  }

  private static void describe(EnumDescriptor type, List<String> lines) {
    lines.add(line("enum", type.getFullName()));
    type.getValues()
        .forEach(v -> lines.add(line("value", type.getFullName(), v.getNumber(), v.getName())));
    type.toProto()
        .getReservedRangeList()
        .forEach(
            range ->
                IntStream.rangeClosed(range.getStart(), range.getEnd())
                    .forEach(n -> lines.add(line("reserved-number", type.getFullName(), n))));
    type.toProto()
        .getReservedNameList()
        .forEach(name -> lines.add(line("reserved-name", type.getFullName(), name)));
  }

  private static void describe(Descriptor type, List<String> lines) {
    lines.add(line("message", type.getFullName()));
    for (FieldDescriptor field : type.getFields()) {
      lines.add(
          line(
              "field",
              type.getFullName(),
              field.getNumber(),
              field.getName(),
              typeOf(field),
              labelOf(field)));
    }
    // The end of a message's reserved range is exclusive, unlike that of an enum.
    type.toProto()
        .getReservedRangeList()
        .forEach(
            range ->
                IntStream.range(range.getStart(), range.getEnd())
                    .forEach(n -> lines.add(line("reserved-number", type.getFullName(), n))));
    type.toProto()
        .getReservedNameList()
        .forEach(name -> lines.add(line("reserved-name", type.getFullName(), name)));
    type.getEnumTypes().forEach(nested -> describe(nested, lines));
    type.getNestedTypes().stream()
        .filter(nested -> !nested.getOptions().getMapEntry())
        .forEach(nested -> describe(nested, lines));
  }

  private static String typeOf(FieldDescriptor field) {
    if (field.isMapField()) {
      Function<Integer, String> part =
          number -> typeOf(field.getMessageType().findFieldByNumber(number));
      return "map<" + part.apply(1) + "," + part.apply(2) + ">";
    }
    return switch (field.getJavaType()) {
      case MESSAGE -> field.getMessageType().getFullName();
      case ENUM -> field.getEnumType().getFullName();
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String labelOf(FieldDescriptor field) {
    if (field.isMapField()) {
      return "map";
    }
    if (field.isRepeated()) {
      return "rep";
    }
    if (field.toProto().getProto3Optional()) {
      return "opt";
    }
    return field.getContainingOneof() == null
        ? "-"
        : "oneof:" + field.getContainingOneof().getName();
  }

  private static String lowerCamel(String snake) {
    StringBuilder camel = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < snake.length(); i++) {
      char c = snake.charAt(i);
      if (c == '_') {
        upper = true;
      } else {
        camel.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.toString();
  }

  private static String line(Object... columns) {
    return Arrays.stream(columns).map(String::valueOf).collect(Collectors.joining("\t"));
  }
}
