/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.roster.v1.WatchBookmark;
import io.roster.v1.WatchEvent;
import io.roster.v1.WatchListed;
import io.roster.v1.WatchRelist;
import io.roster.v1.WatchRequest;
import io.roster.v1.WatchResponse;
import io.roster.v1.WatchState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchingTest {

  private final ManualTimers timers = new ManualTimers();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private FakeCoordinator a;
  private FakeCoordinator b;
  private RosterClient client;

  @BeforeEach
  void start() throws IOException {
    a = FakeCoordinator.started();
    b = FakeCoordinator.started();
    client = RosterClient.builder(a.endpoint() + "," + b.endpoint()).timers(timers).build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    client.close();
    a.close();
    b.close();
  }

  @Test
  void a_coordinator_that_stops_sends_its_watches_elsewhere_at_once_where_they_stand() {
    Watching watching = watch(WatchRequest.getDefaultInstance());
    await().until(() -> a.streams.size() == 1);
    send(a, bookmark(7));
    send(a, event(8));
    await().until(() -> watching.revision() == 8);
    end(a, Status.UNAVAILABLE.withDescription("stops"));
    await().until(() -> b.watches.size() == 1);
    assertThat(b.watches.get(0).getFromRevision()).isEqualTo(8);
    await().until(() -> b.streams.size() == 1);
    send(b, event(9));
    await().until(() -> heard.contains("event 9"));
    assertThat(heard)
        .containsExactly(
            "bookmark 7", "event 8", "interrupted " + a.endpoint() + " UNAVAILABLE", "event 9");
    assertThat(client.endpoint()).as("for calls too").hasToString(b.endpoint());
    watching.close();
  }

  @Test
  void a_stream_that_falls_silent_is_left() {
    Watching watching = watch(WatchRequest.newBuilder().setBookmarkIntervalMs(1_000).build());
    await().until(() -> a.streams.size() == 1);
    send(a, bookmark(5));
    await().until(() -> watching.revision() == 5);
    timers.pass(Duration.ofMillis(2_500));
    assertThat(b.watches).isEmpty();
    timers.pass(Duration.ofMillis(600));
    await().until(() -> b.watches.size() == 1);
    assertThat(b.watches.get(0).getFromRevision()).isEqualTo(5);
    watching.close();
  }

  @Test
  void a_list_that_breaks_begins_anew_and_a_whole_one_does_not() {
    Watching watching = watch(WatchRequest.newBuilder().setListFirst(true).build());
    await().until(() -> a.streams.size() == 1);
    send(a, relist(20));
    send(a, state("w1"));
    await().until(() -> heard.contains("state w1"));
    end(a, Status.UNAVAILABLE);
    await().until(() -> b.streams.size() == 1);
    assertThat(b.watches.get(0).getListFirst()).isTrue();
    send(b, relist(21));
    send(b, state("w1"));
    send(b, listed(21));
    await().until(() -> watching.revision() == 21);
    end(b, Status.UNAVAILABLE);
    await()
        .until(
            () -> {
              timers.pass(Duration.ofMillis(60));
              return a.watches.size() == 2;
            });
    assertThat(a.watches.get(1).getListFirst()).isFalse();
    assertThat(a.watches.get(1).getFromRevision()).isEqualTo(21);
    watching.close();
  }

  @Test
  void a_coordinator_with_too_many_watches_is_passed_over_by_the_watch_alone() {
    a.watchFailure = Optional.of(Status.RESOURCE_EXHAUSTED);
    Watching watching = watch(WatchRequest.getDefaultInstance());
    await().until(() -> b.streams.size() == 1);
    assertThat(client.endpoint()).hasToString(a.endpoint());
    watching.close();
  }

  @Test
  void what_no_coordinator_will_serve_is_over() {
    a.watchFailure = Optional.of(Status.INVALID_ARGUMENT);
    Watching watching = watch(WatchRequest.getDefaultInstance());
    await().until(() -> heard.contains("failed INVALID_ARGUMENT"));
    assertThat(b.watches).isEmpty();
    watching.close();
  }

  private Watching watch(WatchRequest request) {
    return client.watch(
        request,
        new WatchListener() {
          @Override
          public void event(WatchEvent event) {
            heard.add("event " + event.getRevision());
          }

          @Override
          public void bookmark(long revision) {
            heard.add("bookmark " + revision);
          }

          @Override
          public void state(WatchState state) {
            heard.add("state " + state.getSubject());
          }

          @Override
          public void interrupted(Endpoint from, Status why) {
            heard.add("interrupted " + from + " " + why.getCode());
          }

          @Override
          public void failed(Status why) {
            heard.add("failed " + why.getCode());
          }
        });
  }

  private static void send(FakeCoordinator from, WatchResponse message) {
    from.streams.get(from.streams.size() - 1).onNext(message);
  }

  private static void end(FakeCoordinator at, Status how) {
    at.streams.get(at.streams.size() - 1).onError(new StatusRuntimeException(how));
  }

  private static WatchResponse bookmark(long revision) {
    return WatchResponse.newBuilder()
        .setBookmark(WatchBookmark.newBuilder().setRevision(revision))
        .build();
  }

  private static WatchResponse event(long revision) {
    return WatchResponse.newBuilder()
        .setEvent(WatchEvent.newBuilder().setRevision(revision))
        .build();
  }

  private static WatchResponse relist(long revision) {
    return WatchResponse.newBuilder()
        .setRelistRequired(WatchRelist.newBuilder().setRevision(revision))
        .build();
  }

  private static WatchResponse state(String subject) {
    return WatchResponse.newBuilder().setState(WatchState.newBuilder().setSubject(subject)).build();
  }

  private static WatchResponse listed(long revision) {
    return WatchResponse.newBuilder()
        .setListed(WatchListed.newBuilder().setRevision(revision))
        .build();
  }
}
