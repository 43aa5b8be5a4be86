/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.roster.v1.Command;
import io.roster.v1.CommandKind;
import io.roster.v1.CommandState;
import io.roster.v1.DrainWorkerRequest;
import io.roster.v1.Effect;
import io.roster.v1.FleetServiceGrpc.FleetServiceImplBase;
import io.roster.v1.ForeseeRequest;
import io.roster.v1.Foresight;
import io.roster.v1.GetCommandRequest;
import io.roster.v1.GetWorkerRequest;
import io.roster.v1.ListWorkersRequest;
import io.roster.v1.ListWorkersResponse;
import io.roster.v1.Moment;
import io.roster.v1.OperatorServiceGrpc.OperatorServiceImplBase;
import io.roster.v1.PageAnswer;
import io.roster.v1.Quarantine;
import io.roster.v1.RequestResyncRequest;
import io.roster.v1.Worker;
import io.roster.v1.WorkerDetails;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FleetVerbsTest {

  private static final int WORKERS = 1_203;

  private final List<Object> asked = new CopyOnWriteArrayList<>();
  private final Queue<CommandState> states = new ArrayDeque<>();
  private volatile String name = "worker";
  private volatile boolean keptOut;
  private Server server;
  private String endpoint;

  @BeforeEach
  void start() throws Exception {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Fleet())
            .addService(new Operator())
            .build()
            .start();
    endpoint = "127.0.0.1:" + server.getPort();
  }

  @AfterEach
  void stop() throws Exception {
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
  }

  @Test
  void a_list_is_gathered_page_by_page_up_to_its_limit() {
    List<String> lines = run(new WorkersCommand(), "--registry", endpoint).lines().toList();
    assertThat(lines.get(0)).startsWith("WORKER").contains("CONDITION").doesNotContain("DAEMON");
    assertThat(lines).hasSize(1_002);
    assertThat(lines.get(1_001)).isEqualTo("1000 of 1203 workers; see more with --limit.");
    assertThat(run(new WorkersCommand(), "--limit", "0", "--registry", endpoint).lines())
        .hasSize(WORKERS + 1);
    assertThat(run(new WorkersCommand(), "-o", "wide", "--registry", endpoint)).contains("DAEMON");
  }

  @Test
  void a_worker_that_is_kept_out_says_why_and_until_when() {
    assertThat(run(new WorkerCommand(), "worker-7", "--registry", endpoint))
        .contains("worker-7")
        .doesNotContain("Kept out");
    keptOut = true;
    assertThat(run(new WorkerCommand(), "worker-7", "--registry", endpoint))
        .containsPattern(
            "Kept out +until 1970-01-01T00:17:10Z, for registering 30 times in 10.0 s; see why");
    assertThat(run(new WorkersCommand(), "--limit", "1", "--registry", endpoint))
        .contains("ready, kept out");
  }

  @Test
  void a_coordinator_that_is_not_there_is_passed_over() {
    assertThat(run(new WorkersCommand(), "--registry", "127.0.0.1:1," + endpoint))
        .contains("worker-1 ");
  }

  @Test
  void scripts_get_json_and_yaml_under_the_names_of_the_wire() {
    String json = run(new WorkersCommand(), "--limit", "1", "-o", "json", "--registry", endpoint);
    assertThat(json).contains("\"worker_id\": \"worker-0\"", "\"pool_total_bytes\": \"2048\"");
    String yaml = run(new WorkersCommand(), "--limit", "1", "-o", "yaml", "--registry", endpoint);
    assertThat(yaml).contains("worker_id: worker-0", "next_token: '1'");
  }

  @Test
  void no_name_can_play_with_the_terminal() {
    name = "\u001b[31mred\u202e\u009b2J\nx";
    for (String format : List.of("table", "wide", "json", "yaml")) {
      String output =
          run(new WorkersCommand(), "--limit", "1", "-o", format, "--registry", endpoint);
      assertThat(output).contains("red").doesNotContain("\u001b", "\u202e", "\u009b");
    }
    assertThat(run(new WorkersCommand(), "--limit", "1", "--registry", endpoint).lines())
        .hasSize(3);
  }

  @Test
  void an_action_tells_what_becomes_of_it() {
    states.addAll(
        List.of(
            CommandState.COMMAND_STATE_PENDING,
            CommandState.COMMAND_STATE_DELIVERED,
            CommandState.COMMAND_STATE_DELIVERED,
            CommandState.COMMAND_STATE_DONE));
    assertThat(run(new ResyncCommand(), "w", "--reason", "why", "--registry", endpoint))
        .isEqualTo("Command c1\npending\ndelivered\ndone\n");
    RequestResyncRequest request = (RequestResyncRequest) asked.get(0);
    assertThat(request.getIntent().getReason()).isEqualTo("why");
    assertThat(request.getIntent().getIdempotencyKey()).isNotEmpty();
    assertThat(request.getIntent().getTimeLimit().getSeconds()).isEqualTo(600);
  }

  @Test
  void what_is_not_done_has_a_status_of_its_own() {
    states.addAll(List.of(CommandState.COMMAND_STATE_PENDING, CommandState.COMMAND_STATE_EXPIRED));
    assertThat(status(new ResyncCommand(), "w", "--reason", "why", "--registry", endpoint))
        .isEqualTo(3);
    states.add(CommandState.COMMAND_STATE_PENDING);
    assertThat(
            status(
                new ResyncCommand(), "w", "--reason", "why", "--no-wait", "--registry", endpoint))
        .isZero();
  }

  @Test
  void what_does_harm_is_not_done_without_a_word() {
    assertThat(status(new DrainCommand(), "w", "--reason", "why", "--registry", endpoint))
        .isEqualTo(2);
    assertThat(status(new DrainCommand(), "w", "--yes", "--registry", endpoint))
        .as("without a reason")
        .isEqualTo(2);
    assertThat(asked).isEmpty();
    states.add(CommandState.COMMAND_STATE_DONE);
    assertThat(status(new DrainCommand(), "w", "--yes", "--reason", "why", "--registry", endpoint))
        .isZero();
  }

  @Test
  void a_dry_run_tells_what_would_be_and_does_nothing() {
    assertThat(run(new DrainCommand(), "w", "--reason", "why", "--dry-run", "--registry", endpoint))
        .contains("worker w:", "  1 artifact loses its last copy: a", "Nothing was done.");
    assertThat(asked)
        .singleElement()
        .isEqualTo(
            ForeseeRequest.newBuilder()
                .setKind(CommandKind.COMMAND_KIND_DRAIN_WORKER)
                .setTarget("w")
                .build());
    assertThat(
            run(
                new ResumeCommand(),
                "other",
                "--reason",
                "why",
                "--dry-run",
                "-o",
                "json",
                "--registry",
                endpoint))
        .contains("\"target\": \"worker other\"");
  }

  @Test
  void bad_endpoints_and_refusals_are_sentences() {
    assertRefuses("has an empty entry", "--registry", endpoint + ",");
    assertRefuses("twice; name each once", "--registry", endpoint + "," + endpoint);
    assertRefuses("does not answer. Is it running", "--registry", "127.0.0.1:1");
    assertRefuses(
        "None of the 2 coordinators answers: 127.0.0.1:1: io exception",
        "--registry",
        "127.0.0.1:1,127.0.0.1:2");
    assertRefuses("conditions: must be one of", "--condition", "odd", "--registry", endpoint);
  }

  private static void assertRefuses(String sentence, String... arguments) {
    List<String> said = new CopyOnWriteArrayList<>();
    int status =
        line(new WorkersCommand())
            .setExecutionExceptionHandler(
                (problem, line, parsed) -> {
                  said.add(((CallFailed) problem).sentence());
                  return 1;
                })
            .execute(arguments);
    assertThat(status).isEqualTo(1);
    assertThat(said).singleElement().asString().contains(sentence);
  }

  private static CommandLine line(Object command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setErr(new java.io.PrintWriter(new java.io.StringWriter()));
  }

  private static int status(Object command, String... arguments) {
    return line(command).execute(arguments);
  }

  /** What it printed. */
  private static String run(Object command, String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      line(command).execute(arguments);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private final class Fleet extends FleetServiceImplBase {

    @Override
    public void listWorkers(
        ListWorkersRequest request, StreamObserver<ListWorkersResponse> answer) {
      if (request.getConditionsCount() > 0) {
        answer.onError(
            Status.INVALID_ARGUMENT
                .withDescription("conditions: must be one of ready, gone")
                .asException());
        return;
      }
      String token = request.getPage().getToken();
      int from = token.isEmpty() ? 0 : Integer.parseInt(token);
      int to = Math.min(WORKERS, from + request.getPage().getSize());
      answer.onNext(
          ListWorkersResponse.newBuilder()
              .addAllWorkers(IntStream.range(from, to).mapToObj(this::worker).toList())
              .setPage(
                  PageAnswer.newBuilder()
                      .setNextToken(to == WORKERS ? "" : Integer.toString(to))
                      .setTotalCount(WORKERS))
              .setAsOf(Moment.newBuilder().setRevision(7).setTime(at(1_000)))
              .build());
      answer.onCompleted();
    }

    @Override
    public void foresee(ForeseeRequest request, StreamObserver<Foresight> answer) {
      asked.add(request);
      answer.onNext(
          Foresight.newBuilder()
              .setTarget("worker " + request.getTarget())
              .addEffects(Effect.newBuilder().setSentence("1 artifact loses its last copy: a"))
              .build());
      answer.onCompleted();
    }

    @Override
    public void getWorker(GetWorkerRequest request, StreamObserver<WorkerDetails> answer) {
      answer.onNext(
          WorkerDetails.newBuilder()
              .setWorker(worker(7))
              .setAsOf(Moment.newBuilder().setTime(at(1_000)))
              .build());
      answer.onCompleted();
    }

    private Worker worker(int number) {
      Worker.Builder worker =
          Worker.newBuilder()
              .setWorkerId(name + "-" + number)
              .setCondition("ready")
              .setPoolTotalBytes(2_048)
              .setLastHeartbeat(at(997))
              .setRegisteredAt(at(0));
      if (keptOut) {
        worker.setQuarantine(
            Quarantine.newBuilder()
                .setUntil(at(1_030))
                .setRegistrations(30)
                .setWindow(Duration.newBuilder().setSeconds(10)));
      }
      return worker.build();
    }

    private Timestamp at(long seconds) {
      return Timestamp.newBuilder().setSeconds(seconds).build();
    }
  }

  private final class Operator extends OperatorServiceImplBase {

    @Override
    public void requestResync(RequestResyncRequest request, StreamObserver<Command> answer) {
      asked.add(request);
      next(answer);
    }

    @Override
    public void drainWorker(DrainWorkerRequest request, StreamObserver<Command> answer) {
      asked.add(request);
      next(answer);
    }

    @Override
    public void getCommand(GetCommandRequest request, StreamObserver<Command> answer) {
      next(answer);
    }

    private void next(StreamObserver<Command> answer) {
      answer.onNext(Command.newBuilder().setCommandId("c1").setState(states.remove()).build());
      answer.onCompleted();
    }
  }
}
