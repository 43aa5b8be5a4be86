/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.WatchQuery;
import io.roster.registry.journal.WatchQuery.Beginning;
import io.roster.registry.journal.WatchService;
import io.roster.registry.journal.Watcher;
import io.roster.registry.journal.Watcher.RelistReason;
import io.roster.registry.platform.RegistryException;
import io.roster.v1.WatchRelistReason;
import io.roster.v1.WatchRequest;
import io.roster.v1.WatchResponse;
import io.roster.v1.WatchServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The watch over a real connection, whose flow control is what keeps memory bounded. */
class WatchEndpointTest {

  private static final long MANY = 10_000;

  private final Counting watches = new Counting();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void open() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(WatchEndpoint.serving(watches))
            .directExecutor()
            .build()
            .start();
    channel =
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()))
            .usePlaintext()
            .build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.shutdownNow();
    watches.threads.shutdownNow();
  }

  @Test
  void a_client_that_does_not_read_stops_the_watch_and_misses_nothing_when_it_reads_on() {
    Client client = watch(WatchRequest.newBuilder().setFromRevision(7).build());

    await()
        .during(Duration.ofMillis(300))
        .until(() -> watches.told.size(), told -> told < MANY / 4);
    assertThat(watches.told.size()).as("the network takes some").isPositive();

    client.call.request(Integer.MAX_VALUE);
    await().until(() -> client.revisions.size() == MANY);
    assertThat(client.revisions)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, MANY).boxed().toList());
  }

  @Test
  void a_client_that_goes_ends_the_watch() {
    Client client = watch(WatchRequest.getDefaultInstance());
    await().until(() -> watches.query.get() != null);

    client.call.cancel("gone", null);

    await().until(() -> watches.closed);
  }

  @Test
  void what_the_client_asks_for_is_passed_on() {
    watch(
        WatchRequest.newBuilder()
            .setFromRevision(-1)
            .addKinds("worker.")
            .addSubjects("w1")
            .setBookmarkIntervalMs(500)
            .build());

    await().until(() -> watches.query.get() != null);
    assertThat(watches.query.get())
        .isEqualTo(
            new WatchQuery(
                new Beginning.After(-1), List.of("worker."), Set.of("w1"), Duration.ofMillis(500)));
    assertThat(WatchMessages.query(WatchRequest.getDefaultInstance()))
        .isEqualTo(WatchQuery.everything(new Beginning.Now()));
    assertThat(
            WatchMessages.query(
                    WatchRequest.newBuilder().setListFirst(true).setFromRevision(3).build())
                .beginning())
        .isEqualTo(new Beginning.State());
  }

  @Test
  void every_message_says_what_the_watcher_was_told() {
    JournalEntry entry =
        new JournalEntry(
            9,
            Instant.ofEpochSecond(5, 6),
            2,
            "c1",
            "user:ann",
            "worker.draining",
            "w1",
            "null",
            "{}");

    assertThat(WatchMessages.event(entry).getEvent())
        .satisfies(
            event -> {
              assertThat(event.getRevision()).isEqualTo(9);
              assertThat(event.getTime().getSeconds()).isEqualTo(5);
              assertThat(event.getTime().getNanos()).isEqualTo(6);
              assertThat(event.getEpoch()).isEqualTo(2);
              assertThat(event.getCoordinator()).isEqualTo("c1");
              assertThat(event.getActor()).isEqualTo("user:ann");
              assertThat(event.getKind()).isEqualTo("worker.draining");
              assertThat(event.getSubject()).isEqualTo("w1");
              assertThat(event.getBeforeJson()).isEqualTo("null");
              assertThat(event.getAfterJson()).isEqualTo("{}");
            });
    assertThat(WatchMessages.relist(RelistReason.TRIMMED, 4, 9).getRelistRequired())
        .satisfies(
            relist -> {
              assertThat(relist.getReason())
                  .isEqualTo(WatchRelistReason.WATCH_RELIST_REASON_TRIMMED);
              assertThat(relist.getFirstKeptRevision()).isEqualTo(4);
              assertThat(relist.getRevision()).isEqualTo(9);
            });
    assertThat(WatchMessages.state(new SubjectState("worker", "w1", "{}")).getState())
        .satisfies(
            state -> {
              assertThat(state.getSubjectKind()).isEqualTo("worker");
              assertThat(state.getSubject()).isEqualTo("w1");
              assertThat(state.getStateJson()).isEqualTo("{}");
            });
    assertThat(WatchMessages.listed(9, 2, 1).getListed().getCount()).isEqualTo(1);
    assertThat(WatchMessages.bookmark(9, 2).getBookmark().getEpoch()).isEqualTo(2);
  }

  private Client watch(WatchRequest request) {
    Client client =
        new Client(channel.newCall(WatchServiceGrpc.getWatchMethod(), CallOptions.DEFAULT));
    client.call.start(client, new Metadata());
    client.call.sendMessage(request);
    client.call.halfClose();
    return client;
  }

  /** Takes nothing until it is told to. */
  private static final class Client extends ClientCall.Listener<WatchResponse> {

    private final ClientCall<WatchRequest, WatchResponse> call;
    private final CopyOnWriteArrayList<Long> revisions = new CopyOnWriteArrayList<>();
    private final AtomicReference<Status> closed = new AtomicReference<>();

    Client(ClientCall<WatchRequest, WatchResponse> call) {
      this.call = call;
    }

    @Override
    public void onMessage(WatchResponse message) {
      revisions.add(message.getEvent().getRevision());
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      closed.set(status);
    }
  }

  /** Counts to many, as fast as the watcher is ready, on a thread of its own. */
  private static final class Counting implements WatchService {

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final ConcurrentLinkedQueue<Long> told = new ConcurrentLinkedQueue<>();
    private final AtomicReference<WatchQuery> query = new AtomicReference<>();
    private volatile boolean closed;

    @Override
    public Watch watch(WatchQuery wanted, Watcher watcher) {
      query.set(wanted);
      return new Watch() {
        @Override
        public void ready() {
          threads.execute(() -> count(watcher));
        }

        @Override
        public void close() {
          closed = true;
        }

        @Override
        public void end(RegistryException reason) {}
      };
    }

    private void count(Watcher watcher) {
      while (!closed && told.size() < MANY && watcher.isReady()) {
        long next = told.size() + 1L;
        told.add(next);
        watcher.event(
            new JournalEntry(
                next, Instant.EPOCH, 1, "c1", "a", "k.h", "s", "null", "\"" + "x".repeat(2_000)));
      }
    }
  }
}
