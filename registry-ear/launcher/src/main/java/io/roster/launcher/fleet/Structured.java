/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Answers for scripts, under the names that the wire gives them. */
final class Structured {

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().preservingProtoFieldNames().alwaysPrintFieldsWithNoPresence();

  private Structured() {}

  static String json(Message answer) {
    return print(PRINTER, answer);
  }

  /** On one line. */
  static String jsonLine(Message answer) {
    return print(PRINTER.omittingInsignificantWhitespace(), answer);
  }

  static String yaml(Message answer) {
    // JSON is YAML.
    Object content = new Load(LoadSettings.builder().build()).loadFromString(json(answer));
    DumpSettings block =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSplitLines(false)
            // What is not ASCII may turn the direction of the text.
            .setUseUnicodeEncoding(false)
            .build();
    return new Dump(block).dumpToString(content).stripTrailing();
  }

  private static String print(JsonFormat.Printer printer, Message answer) {
    try {
      return Text.escaped(printer.print(answer));
    } catch (InvalidProtocolBufferException unprintable) {
      throw new IllegalStateException("An answer has no packed messages", unprintable);
    }
  }
}
