/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.server;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.ClusterCommandResult;
import fish.payara.micro.boot.AdminCommandRunner;
import fish.payara.micro.boot.PayaraMicroBoot;
import java.io.DataInputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Boots Payara Micro, deploys one EAR, and stops when standard input ends. */
public final class ServerMain {

  /** Begins each line of output that is meant for the process that started this one. */
  static final String REPORT = "@roster ";

  static final String DEPLOYED = "deployed";
  static final String FAILED = "failed ";

  private static final String LISTENER =
      "configs.config.server-config.network-config.network-listeners.network-listener.";
  private static final int DEEPEST = 20;

  // The server replaces System.out by its log.
  private final PrintStream parent =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final ServerOrder order;
  private volatile @Nullable AdminCommandRunner commands;
  private volatile boolean deployed;

  private ServerMain(ServerOrder order) {
    this.order = order;
  }

  public static void main(String[] arguments) throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    ServerMain server = new ServerMain(ServerOrder.readFrom(in));
    server.followParent(in);
    server.run();
  }

  /** The parent keeps the pipe open as long as it lives; its end is the order to stop. */
  private void followParent(InputStream in) {
    Thread follower =
        new Thread(
            () -> {
              awaitEnd(in);
              stopWithin(order.stopSeconds());
              drain();
              undeploy();
              System.exit(0);
            },
            "follow-parent");
    follower.setDaemon(true);
    follower.start();
  }

  /**
   * What serves calls says so by a lever of this name, and is drained while its health address
   * still answers.
   */
  private static void drain() {
    MBeanServer levers = ManagementFactory.getPlatformMBeanServer();
    try {
      for (ObjectName lever :
          levers.queryNames(new ObjectName("io.roster:type=CoordinatorDrain,*"), null)) {
        levers.invoke(lever, "leave", new Object[0], new String[0]);
      }
    } catch (JMException undrained) {
      undrained.printStackTrace(System.out);
    }
  }

  /** While the server still runs whole: in its shutdown hooks the log is already closing. */
  private void undeploy() {
    if (deployed) {
      micro()
          .getRuntime()
          .getDeployedApplicationNames()
          .forEach(name -> Objects.requireNonNull(commands).run("undeploy", name));
    }
  }

  private static void awaitEnd(InputStream in) {
    try {
      while (in.read() >= 0) {
        // Nothing is said after the order; only the end counts.
      }
    } catch (IOException brokenPipe) {
      // As good as its end.
      return;
    }
  }

  private static void stopWithin(int seconds) {
    Thread limit =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(seconds);
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(3);
            },
            "limit-of-stopping");
    limit.setDaemon(true);
    limit.start();
  }

  private void run() {
    order.properties().forEach(System::setProperty);
    try {
      boot();
      deploy();
      deployed = true;
      report(DEPLOYED);
    } catch (BootstrapException | IOException | DeploymentRefused e) {
      e.printStackTrace(System.out);
      report(FAILED + firstSentence(e));
      stopWithin(order.stopSeconds());
      System.exit(1);
    }
  }

  private void boot() throws BootstrapException, IOException {
    File logging = loggingProperties();
    boolean secure = order.scheme() == ServerOrder.Scheme.HTTPS;
    PayaraMicroBoot micro = micro();
    micro
        // Not setNoCluster: it would keep the data grid, which listens on every address.
        .setNoHazelcast(true)
        .setRootDir(new File(order.home()))
        .setPrintLogo(false)
        .setHttpAutoBind(false)
        .setSslAutoBind(false)
        .setLogPropertiesFile(logging)
        .setPreBootHandler(this::configure)
        .setPostBootHandler(runner -> commands = runner);
    if (secure) {
      micro.setSslPort(order.httpPort());
    } else {
      micro.setHttpPort(order.httpPort());
    }
    micro.bootStrap();
  }

  /**
   * Payara's own way to it expects everything in one jar; here its classes are on the class path.
   */
  private static PayaraMicroBoot micro() {
    try {
      return (PayaraMicroBoot)
          Class.forName("fish.payara.micro.impl.PayaraMicroImpl")
              .getMethod("getInstance")
              .invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this is not the server that belongs to Roster", e);
    }
  }

  private void configure(AdminCommandRunner server) {
    boolean secure = order.scheme() == ServerOrder.Scheme.HTTPS;
    String listener = LISTENER + (secure ? "https-listener" : "http-listener");
    server.run("set", listener + ".address=" + order.httpHost());
    if (secure) {
      server.run("set", LISTENER + "http-listener.enabled=false");
    }
    server.run(
        "set", "configs.config.server-config.phone-home-runtime-configuration.enabled=false");
  }

  private void deploy() throws DeploymentRefused {
    ClusterCommandResult result =
        Objects.requireNonNull(commands, "the server never came up")
            .run("deploy", order.application());
    if (result.getExitStatus() == ClusterCommandResult.ExitStatus.FAILURE) {
      throw new DeploymentRefused(result.getOutput(), result.getFailureCause());
    }
  }

  /** Payara wants its logging configuration as a file. */
  private static File loggingProperties() throws IOException {
    File file = File.createTempFile("logging", ".properties");
    file.deleteOnExit();
    try (InputStream packed = ServerMain.class.getResourceAsStream("logging.properties")) {
      Files.copy(
          Objects.requireNonNull(packed), file.toPath(), StandardCopyOption.REPLACE_EXISTING);
      String level = javaLevel(System.getProperty(ServerOrder.LOG_LEVEL, "INFO"));
      Files.writeString(
          file.toPath(), "io.roster.level=" + level + "\n", StandardOpenOption.APPEND);
    }
    return file;
  }

  private static String javaLevel(String word) {
    return switch (word) {
      case "DEBUG" -> "FINE";
      case "WARN" -> "WARNING";
      case "ERROR" -> "SEVERE";
      default -> "INFO";
    };
  }

  private void report(String message) {
    parent.println(REPORT + message);
  }

  /** The server wraps what an application says into layers of its own words. */
  private static String firstSentence(Throwable problem) {
    Throwable root = problem;
    for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return (message == null ? root.getClass().getSimpleName() : message)
        .replaceAll("\\s+", " ")
        .replaceFirst("^.*Exception while (loading|preparing) the app ?: ", "")
        .replaceFirst(" *Please see server\\.log.*", "")
        .replaceFirst("^ContainerBase\\.addChild: start: ", "")
        .replaceFirst("^([\\w.$]+(Exception|Error): )+", "")
        .strip();
  }

  private static final class DeploymentRefused extends Exception {
    private static final long serialVersionUID = 1L;

    DeploymentRefused(String output, Throwable cause) {
      super(output, cause);
    }
  }
}
