/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import fish.payara.micro.ClusterCommandResult;
import fish.payara.micro.boot.AdminCommandRunner;
import fish.payara.micro.boot.PayaraMicroBoot;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Runs inside the process of {@link PayaraMicro}: carries out orders, a line each. */
public final class MicroHost {

  static final String SEPARATOR = "\t";
  static final String DONE = "@done";
  static final String FAILED = "@failed ";

  private MicroHost() {}

  /**
   * @param arguments the server's home, and its HTTP port
   */
  public static void main(String[] arguments) throws Exception {
    // The server replaces System.out by its log.
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    AdminCommandRunner server = boot(new File(arguments[0]), Integer.parseInt(arguments[1]));
    answers.println(DONE);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      answers.println(carryOut(server, order.split(SEPARATOR, -1)));
    }
    System.exit(0);
  }

  private static AdminCommandRunner boot(File home, int httpPort) throws Exception {
    AtomicReference<AdminCommandRunner> server = new AtomicReference<>();
    PayaraMicroBoot micro =
        (PayaraMicroBoot)
            Class.forName("fish.payara.micro.impl.PayaraMicroImpl")
                .getMethod("getInstance")
                .invoke(null);
    micro
        .setNoHazelcast(true)
        .setRootDir(home)
        .setPrintLogo(false)
        .setHttpAutoBind(false)
        .setSslAutoBind(false)
        .setHttpPort(httpPort)
        .setPostBootHandler(server::set)
        .bootStrap();
    return Objects.requireNonNull(server.get(), "the server never came up");
  }

  private static String carryOut(AdminCommandRunner server, String[] words) {
    if (words[0].equals("set")) {
      String[] setting = words[1].split("=", 2);
      System.setProperty(setting[0], setting[1]);
      return DONE;
    }
    ClusterCommandResult result = server.run(words[0], Arrays.copyOfRange(words, 1, words.length));
    return result.getExitStatus() == ClusterCommandResult.ExitStatus.FAILURE
        ? FAILED + String.valueOf(result.getOutput()).replaceAll("\\s+", " ")
        : DONE;
  }
}
