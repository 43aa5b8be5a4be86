/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.roster.v1.WatchRequest;
import io.roster.v1.WatchResponse;
import io.roster.v1.WatchServiceGrpc;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A watch that goes on: when its stream ends or falls silent, whatever the reason, it begins
 * another one at the next coordinator from where it stands. A coordinator that stops ends its
 * streams, so that they are elsewhere before it is gone.
 */
public final class Watching implements AutoCloseable {

  private static final int BOOKMARK_MILLIS = 2_000;

  /** Streams that end sooner than this are failures in a row. */
  private static final Duration LIVED_WELL = Duration.ofSeconds(1);

  private final Site site;
  private final WatchRequest asked;
  private final WatchListener listener;
  private final Duration silence;

  private @Nullable Stream stream;
  private @Nullable Coordinator next;
  private Timers.@Nullable Alarm pause;
  private final Set<Endpoint> foreign = new HashSet<>();
  private int failures;
  private long revision;
  private boolean listFirst;
  private boolean over;

  Watching(Site site, WatchRequest request, WatchListener listener) {
    this.site = site;
    this.asked =
        request.getBookmarkIntervalMs() == 0
            ? request.toBuilder().setBookmarkIntervalMs(BOOKMARK_MILLIS).build()
            : request;
    this.listener = listener;
    // A bookmark may come late, but not as late as the next one.
    this.silence =
        Duration.ofMillis(2 * Integer.toUnsignedLong(asked.getBookmarkIntervalMs())).plusSeconds(1);
    this.revision = request.getFromRevision();
    this.listFirst = request.getListFirst();
  }

  /** The revision at which it stands: all that is wanted up to there has been given. */
  public synchronized long revision() {
    return revision;
  }

  /** Ends it; nothing more is given once what is being given now is. */
  @Override
  public void close() {
    Stream last;
    synchronized (this) {
      over = true;
      last = stream;
      if (pause != null) {
        pause.callOff();
      }
    }
    if (last != null) {
      last.cancel("closed");
    }
  }

  void begin() {
    Stream begun;
    synchronized (this) {
      if (over || site.isClosed()) {
        return;
      }
      Coordinator at = next == null ? site.rotation().current() : next;
      begun = new Stream(at);
      stream = begun;
    }
    begun.at.greeted(begun::open);
  }

  private synchronized WatchRequest resumption() {
    return asked.toBuilder().setFromRevision(revision).setListFirst(listFirst).build();
  }

  private synchronized boolean isCurrent(Stream one) {
    return !over && stream == one;
  }

  private synchronized void stands(long at) {
    revision = at;
    foreign.clear();
  }

  private synchronized void isListed(long at) {
    listFirst = false;
    stands(at);
  }

  private void ended(Stream one, Status status, Metadata trailers) {
    if (!isCurrent(one) || site.isClosed()) {
      return;
    }
    Verdict verdict = Verdict.of(status, trailers);
    Status told =
        verdict == Verdict.FOREIGN
            ? status.withDescription(site.foreign(one.at.endpoint()))
            : status;
    if (isFinal(status) || isForeignEverywhere(one.at, verdict)) {
      synchronized (this) {
        over = true;
      }
      listener.failed(told);
      return;
    }
    goOn(one, told);
  }

  /** What every coordinator would say. */
  private static boolean isFinal(Status status) {
    return switch (status.getCode()) {
      case INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED -> true;
      default -> false;
    };
  }

  private synchronized boolean isForeignEverywhere(Coordinator at, Verdict verdict) {
    if (verdict == Verdict.FOREIGN) {
      foreign.add(at.endpoint());
    }
    return foreign.size() >= site.rotation().count();
  }

  private void goOn(Stream one, Status why) {
    Rotation<Coordinator> all = site.rotation();
    // One that is too busy for a watch may do for everything else.
    if (why.getCode() != Status.Code.RESOURCE_EXHAUSTED) {
      site.failed(one.at, why);
    }
    int rounds;
    boolean roundIsOver;
    synchronized (this) {
      failures = one.age().compareTo(LIVED_WELL) < 0 ? failures + 1 : 1;
      roundIsOver = failures % all.count() == 0;
      rounds = failures / all.count();
      next = all.following(one.at);
    }
    listener.interrupted(one.at.endpoint(), why);
    if (!roundIsOver) {
      begin();
      return;
    }
    site.allFailed();
    Duration wait = site.pause(rounds);
    synchronized (this) {
      next = null;
      pause = site.timers().after(wait, this::begin);
    }
  }

  /** One stream, at one coordinator. */
  private final class Stream implements ClientResponseObserver<WatchRequest, WatchResponse> {

    private final Coordinator at;
    private final long begunAt;
    private volatile @Nullable ClientCallStreamObserver<WatchRequest> call;
    private volatile long heardAt;
    private volatile boolean taking;
    private volatile boolean ended;

    Stream(Coordinator at) {
      this.at = at;
      this.begunAt = site.timers().nanoTime();
      this.heardAt = begunAt;
    }

    Duration age() {
      return Duration.ofNanos(site.timers().nanoTime() - begunAt);
    }

    void open(Status greeting) {
      if (!greeting.isOk()) {
        end(greeting, new Metadata());
        return;
      }
      WatchServiceGrpc.newStub(at.connection().calls()).watch(resumption(), this);
      listenOn(silence);
      if (!isCurrent(this)) {
        cancel("closed");
      }
    }

    /** Silence is what the stream keeps, not the time that the listener takes. */
    private void listenOn(Duration later) {
      site.timers().after(later, this::listenOn);
    }

    private void listenOn() {
      if (ended || !isCurrent(this)) {
        return;
      }
      Duration quiet = Duration.ofNanos(site.timers().nanoTime() - heardAt);
      Duration left = silence.minus(quiet);
      if (taking) {
        listenOn(silence);
      } else if (left.isNegative() || left.isZero()) {
        end(Sentences.silent(at.endpoint()), new Metadata());
        cancel("silent for too long");
      } else {
        listenOn(left);
      }
    }

    void cancel(String why) {
      ClientCallStreamObserver<WatchRequest> running = call;
      if (running != null) {
        running.cancel(why, null);
      }
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> begun) {
      call = begun;
    }

    @Override
    public void onNext(WatchResponse message) {
      if (!isCurrent(this) || ended) {
        return;
      }
      taking = true;
      take(message);
      heardAt = site.timers().nanoTime();
      taking = false;
    }

    /** It stands at a revision once the listener has taken what leads there. */
    private void take(WatchResponse message) {
      switch (message.getMessageCase()) {
        case EVENT -> {
          listener.event(message.getEvent());
          stands(message.getEvent().getRevision());
        }
        case BOOKMARK -> {
          listener.bookmark(message.getBookmark().getRevision());
          stands(message.getBookmark().getRevision());
        }
        case RELIST_REQUIRED -> listener.relist(message.getRelistRequired());
        case STATE -> listener.state(message.getState());
        case LISTED -> {
          listener.listed(message.getListed());
          isListed(message.getListed().getRevision());
        }
        case MESSAGE_NOT_SET -> {
          // A kind of message that came with a later version says nothing to this one.
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      Metadata trailers = Status.trailersFromThrowable(failure);
      end(Status.fromThrowable(failure), trailers == null ? new Metadata() : trailers);
    }

    @Override
    public void onCompleted() {
      end(Status.UNAVAILABLE.withDescription("The stream ended"), new Metadata());
    }

    private void end(Status status, Metadata trailers) {
      synchronized (this) {
        if (ended) {
          return;
        }
        ended = true;
      }
      Watching.this.ended(this, status, trailers);
    }
  }
}
