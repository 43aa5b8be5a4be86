/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a kernel's PTX text on the processor, one thread after another between barriers. It knows
 * the instructions that the kernels of this package use, and refuses others.
 */
final class PtxMachine {

  private static final Pattern LABEL = Pattern.compile("(\\w+):");
  private static final Pattern ADDRESS = Pattern.compile("\\[(\\w+)(?:\\+(\\d+))?]");

  private final List<String> instructions = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private final ByteBuffer global;
  private final Map<String, Long> parameters;

  PtxMachine(String text, ByteBuffer global, Map<String, Long> parameters) {
    this.global = global.order(ByteOrder.LITTLE_ENDIAN);
    this.parameters = parameters;
    String body = text.replaceAll("//.*", "");
    for (String line : body.substring(body.indexOf('{') + 1, body.lastIndexOf('}')).split("\n")) {
      read(line.strip());
    }
  }

  private void read(String line) {
    Matcher label = LABEL.matcher(line);
    if (label.matches()) {
      labels.put(label.group(1), instructions.size());
    } else if (!line.isEmpty() && !line.startsWith(".")) {
      instructions.add(line.substring(0, line.indexOf(';')));
    }
  }

  void launch(int groups, int threads) {
    for (int group = 0; group < groups; group++) {
      ByteBuffer shared = ByteBuffer.allocate(48 * 1024).order(ByteOrder.LITTLE_ENDIAN);
      List<Thread> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        running.add(new Thread(group, thread, threads, shared));
      }
      while (!running.isEmpty()) {
        running.removeIf(Thread::endedBeforeNextBarrier);
      }
    }
  }

  private final class Thread {

    private final Map<String, Long> registers = new HashMap<>();
    private final ByteBuffer shared;
    private int next;

    Thread(int group, int thread, int threads, ByteBuffer shared) {
      this.shared = shared;
      registers.put("%ctaid.x", (long) group);
      registers.put("%tid.x", (long) thread);
      registers.put("%ntid.x", (long) threads);
      registers.put("shared_tables", 0L);
    }

    boolean endedBeforeNextBarrier() {
      while (true) {
        String instruction = instructions.get(next++);
        if (instruction.startsWith("bar.sync")) {
          return false;
        }
        if (instruction.equals("ret")) {
          return true;
        }
        if (instruction.startsWith("@")) {
          String[] parts = instruction.substring(1).split("\\s+", 2);
          if (value(parts[0]) != 0) {
            step(parts[1]);
          }
        } else {
          step(instruction);
        }
      }
    }

    private void step(String instruction) {
      String[] parts = instruction.split("\\s+", 2);
      if (parts[0].equals("bra")) {
        next = Objects.requireNonNull(labels.get(parts[1]), parts[1]);
      } else if (parts[0].equals("ld.global.v4.u32")) {
        loadFour(parts[1]);
      } else {
        run(parts[0], Arrays.stream(parts[1].split(",")).map(String::strip).toList());
      }
    }

    private void run(String operation, List<String> operands) {
      String to = operands.get(0);
      switch (operation) {
        case "mov.u32", "mov.u64", "cvta.to.global.u64", "cvt.u64.u32" -> set(to, at(operands, 1));
        case "ld.param.u64" -> set(to, parameter(operands.get(1)));
        case "ld.param.u32" -> set(to, parameter(operands.get(1)) & 0xffffffffL);
        case "add.u64" -> set(to, at(operands, 1) + at(operands, 2));
        case "add.u32" -> set32(to, at(operands, 1) + at(operands, 2));
        case "mul.wide.u32" -> set(to, at(operands, 1) * at(operands, 2));
        case "mad.lo.u32" -> set32(to, at(operands, 1) * at(operands, 2) + at(operands, 3));
        case "min.u64" -> set(to, Math.min(at(operands, 1), at(operands, 2)));
        case "xor.b32" -> set32(to, at(operands, 1) ^ at(operands, 2));
        case "and.b32" -> set32(to, at(operands, 1) & at(operands, 2));
        case "shl.b32" -> set32(to, at(operands, 1) << at(operands, 2));
        case "shr.u32" -> set32(to, at(operands, 1) >>> at(operands, 2));
        case "bfe.u32" ->
            set32(to, at(operands, 1) >>> at(operands, 2) & (1L << at(operands, 3)) - 1);
        case "setp.ge.u32", "setp.ge.u64" -> set(to, at(operands, 1) >= at(operands, 2) ? 1 : 0);
        case "setp.gt.u64" -> set(to, at(operands, 1) > at(operands, 2) ? 1 : 0);
        case "ld.global.u32" -> set32(to, global.getInt(aligned(operands.get(1), 4)));
        case "ld.global.u8" -> set(to, global.get(aligned(operands.get(1), 1)) & 0xffL);
        case "ld.shared.u32" -> set32(to, shared.getInt(aligned(operands.get(1), 4)));
        case "st.shared.u32" -> shared.putInt(aligned(to, 4), (int) at(operands, 1));
        case "st.global.u32" -> global.putInt(aligned(to, 4), (int) at(operands, 1));
        default -> throw new IllegalStateException("Nobody taught this machine " + operation);
      }
    }

    private void loadFour(String operands) {
      int address = aligned(operands.substring(operands.indexOf('[')), 16);
      String[] words = operands.substring(1, operands.indexOf('}')).split(",");
      for (int i = 0; i < 4; i++) {
        set32(words[i].strip(), global.getInt(address + 4 * i));
      }
    }

    private int aligned(String address, int to) {
      Matcher matcher = ADDRESS.matcher(address);
      if (!matcher.matches()) {
        throw new IllegalStateException("That is no address: " + address);
      }
      long offset = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
      int found = Math.toIntExact(value(matcher.group(1)) + offset);
      if (found % to != 0) {
        throw new IllegalStateException("Misaligned: " + address + " is " + found);
      }
      return found;
    }

    private long parameter(String operand) {
      return Objects.requireNonNull(
          parameters.get(operand.substring(1, operand.length() - 1)), operand);
    }

    private long at(List<String> operands, int index) {
      return value(operands.get(index));
    }

    private long value(String operand) {
      Long register = registers.get(operand);
      return register == null ? Long.parseLong(operand) : register;
    }

    private void set(String register, long value) {
      registers.put(register, value);
    }

    private void set32(String register, long value) {
      registers.put(register, value & 0xffffffffL);
    }
  }
}
