/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.roster.client.Endpoint;
import io.roster.client.RosterClient;
import io.roster.client.WatchListener;
import io.roster.client.Watching;
import io.roster.launcher.Terminal;
import io.roster.launcher.Version;
import io.roster.v1.FleetServiceGrpc;
import io.roster.v1.FleetServiceGrpc.FleetServiceBlockingStub;
import io.roster.v1.ListEventsRequest;
import io.roster.v1.ListEventsResponse;
import io.roster.v1.PageRequest;
import io.roster.v1.WatchEvent;
import io.roster.v1.WatchRelist;
import io.roster.v1.WatchRelistReason;
import io.roster.v1.WatchRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roster events}. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Shows the latest entries of the journal, and with --follow what comes.")
public final class EventsCommand implements Callable<Integer> {

  /** A rare kind is not searched for in all of a long journal. */
  private static final int MOST_PAGES = 20;

  private static final int LARGEST_PAGE = 500;

  @Mixin private final RegistryOption registry = new RegistryOption();

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with what comes, at another coordinator if it must; Ctrl-C ends it.")
  private boolean isFollowing;

  @Option(
      names = "--kind",
      paramLabel = "BEGINNING",
      split = ",",
      description = "Only those whose kind begins so: worker. or replica.removed, for example.")
  private List<String> kinds = List.of();

  @Option(
      names = "--subject",
      paramLabel = "ID",
      split = ",",
      description = "Only those about this worker, replica, key, command or other.")
  private List<String> subjects = List.of();

  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      defaultValue = "20",
      description = "How many to begin with. Default: 20")
  private int limit;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "table, wide with the state after, json (one entry a line) or yaml.")
  private OutputOption.Format format = OutputOption.Format.TABLE;

  @Override
  public Integer call() throws InterruptedException {
    try (RosterClient client = registry.connect()) {
      long revision = latest(FleetServiceGrpc.newBlockingStub(client.channel()));
      if (isFollowing) {
        follow(client, revision);
      }
      return 0;
    } catch (StatusRuntimeException e) {
      throw CallFailed.of(registry.called(), e);
    }
  }

  /** Shows the latest, the newest last; the revision up to which that was. */
  private long latest(FleetServiceBlockingStub fleet) {
    List<WatchEvent> events = new ArrayList<>();
    long revision = 0;
    String token = "";
    for (int pages = 0; pages < MOST_PAGES && events.size() < limit; pages++) {
      ListEventsResponse page = fleet.listEvents(request(limit - events.size(), token));
      events.addAll(page.getEventsList());
      revision = revision == 0 ? page.getAsOf().getRevision() : revision;
      token = page.getNextPageToken();
      if (token.isEmpty()) {
        break;
      }
    }
    Collections.reverse(events);
    events.forEach(this::show);
    return revision;
  }

  private ListEventsRequest request(int rows, String token) {
    return ListEventsRequest.newBuilder()
        .setPage(PageRequest.newBuilder().setSize(Math.min(rows, LARGEST_PAGE)).setToken(token))
        .addAllKinds(kinds)
        .addAllSubjects(subjects)
        .build();
  }

  private void follow(RosterClient client, long revision) throws InterruptedException {
    CompletableFuture<Status> over = new CompletableFuture<>();
    WatchRequest request =
        WatchRequest.newBuilder()
            .setFromRevision(revision)
            .addAllKinds(kinds)
            .addAllSubjects(subjects)
            .build();
    Watching watching = client.watch(request, new Follower(over));
    try {
      throw over.get().asRuntimeException();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      watching.close();
    }
  }

  private void show(WatchEvent event) {
    Terminal.standard()
        .say(
            switch (format) {
              case TABLE -> line(event);
              case WIDE -> line(event) + "  " + Text.printable(event.getAfterJson());
              case JSON -> Structured.jsonLine(event);
              case YAML -> "---\n" + Structured.yaml(event);
            });
  }

  private static String line(WatchEvent event) {
    return Text.printable(
        String.format(
            Locale.ROOT,
            "%s  %8d  %-22s  %s  by %s",
            Text.time(event.getTime()),
            event.getRevision(),
            event.getKind(),
            event.getSubject(),
            event.getActor()));
  }

  private final class Follower implements WatchListener {

    private final CompletableFuture<Status> over;

    Follower(CompletableFuture<Status> over) {
      this.over = over;
    }

    @Override
    public void event(WatchEvent event) {
      show(event);
    }

    @Override
    public void relist(WatchRelist relist) {
      String why =
          relist.getReason() == WatchRelistReason.WATCH_RELIST_REASON_RESTORED
              ? "A backup was restored"
              : "Entries before revision " + relist.getFirstKeptRevision() + " are gone";
      Terminal.standard().complain(why + "; going on at " + relist.getRevision() + ".");
    }

    @Override
    public void interrupted(Endpoint from, Status why) {
      Terminal.standard()
          .complain("The stream from " + from + " ended (" + why.getCode() + "); going on.");
    }

    @Override
    public void failed(Status why) {
      over.complete(why);
    }
  }
}
