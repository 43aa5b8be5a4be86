/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.roster.client.Sentences.Said;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A unary call, made at one coordinator after the other until one answers, or until making it again
 * could do harm. When all have failed it pauses, and goes round again until its deadline.
 */
final class FailoverCall<Q, A> extends ClientCall<Q, A> {

  private final Site site;
  private final MethodDescriptor<Q, A> method;
  private final CallOptions options;
  private final Deadline deadline;
  private final Executor callbacks;

  // Each coordinator's last word, in the order of the words.
  private final Map<Endpoint, Said> said = new LinkedHashMap<>();

  private @Nullable Listener<A> listener;
  private Metadata headers = new Metadata();
  private @Nullable Q request;
  private @Nullable Attempt attempt;
  private Timers.@Nullable Alarm pause;
  private int failures;
  private boolean closed;

  FailoverCall(Site site, MethodDescriptor<Q, A> method, CallOptions options) {
    this.site = site;
    this.method = method;
    Deadline given = options.getDeadline();
    this.deadline =
        given == null
            ? Deadline.after(site.limits().deadline().toMillis(), TimeUnit.MILLISECONDS)
            : given;
    this.options = options.withDeadline(deadline);
    Executor wanted = options.getExecutor();
    this.callbacks = wanted == null ? Runnable::run : wanted;
  }

  @Override
  public synchronized void start(Listener<A> responses, Metadata sent) {
    listener = responses;
    headers = sent;
  }

  /** There is one answer, and it is always taken. */
  @Override
  public void request(int messages) {}

  @Override
  public synchronized void sendMessage(Q message) {
    request = Repeats.keyed(method, message);
  }

  @Override
  public void halfClose() {
    tryNext();
  }

  @Override
  public void cancel(@Nullable String message, @Nullable Throwable cause) {
    Attempt running;
    synchronized (this) {
      running = attempt;
      if (pause != null) {
        pause.callOff();
      }
    }
    close(
        Status.CANCELLED
            .withDescription(message == null ? "The caller gave the call up" : message)
            .withCause(cause),
        new Metadata());
    if (running != null) {
      running.cancel(message, cause);
    }
  }

  private void tryNext() {
    if (site.isClosed()) {
      close(Status.UNAVAILABLE.withDescription("The client is closed"), new Metadata());
      return;
    }
    Attempt next = new Attempt(site.rotation().current());
    synchronized (this) {
      if (closed) {
        return;
      }
      attempt = next;
    }
    next.to.greeted(next::begin);
  }

  private void ended(Attempt tried, Status status, Metadata trailers) {
    Verdict verdict = Verdict.of(status, trailers);
    if (verdict == Verdict.ANSWER) {
      if (status.getCode() == Status.Code.DEADLINE_EXCEEDED && !site.isClosed()) {
        site.failed(tried.to, status);
      }
      answer(tried, status, trailers);
      return;
    }
    note(tried, status, verdict);
    boolean givenUp = isClosed() || site.isClosed();
    if (!givenUp) {
      // Also when this call ends here: the next one of this client must not meet it again.
      site.failed(tried.to, status);
    }
    if (givenUp || !mayRepeat(tried, verdict)) {
      close(withEndpoint(tried, status, verdict), trailers);
      return;
    }
    goOn(trailers);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void note(Attempt tried, Status status, Verdict verdict) {
    Endpoint endpoint = tried.to.endpoint();
    failures++;
    said.remove(endpoint);
    said.put(
        endpoint,
        new Said(endpoint, withEndpoint(tried, status, verdict), verdict == Verdict.FOREIGN));
  }

  private Status withEndpoint(Attempt tried, Status status, Verdict verdict) {
    return verdict == Verdict.FOREIGN
        ? status.withDescription(site.foreign(tried.to.endpoint()))
        : status;
  }

  private boolean mayRepeat(Attempt tried, Verdict verdict) {
    return verdict != Verdict.AWAY || !tried.left || isSafe();
  }

  private synchronized boolean isSafe() {
    return request != null && Repeats.safely(method, request);
  }

  private void goOn(Metadata trailers) {
    int rounds;
    boolean roundIsOver;
    boolean allForeign;
    synchronized (this) {
      int count = site.rotation().count();
      roundIsOver = failures % count == 0;
      rounds = failures / count;
      allForeign = said.size() == count && said.values().stream().allMatch(Said::foreign);
    }
    if (!roundIsOver) {
      tryNext();
      return;
    }
    site.allFailed();
    Duration wait = site.pause(rounds);
    boolean inTime = deadline.timeRemaining(TimeUnit.MILLISECONDS) > wait.toMillis();
    if (allForeign || rounds >= site.limits().rounds() || !inTime) {
      close(Sentences.none(lastWords()), trailers);
      return;
    }
    synchronized (this) {
      pause = site.timers().after(wait, this::tryNext);
    }
  }

  private synchronized List<Said> lastWords() {
    return List.copyOf(said.values());
  }

  private void answer(Attempt tried, Status status, Metadata trailers) {
    Metadata answered = tried.answered;
    A message = tried.message;
    close(
        status,
        trailers,
        to -> {
          if (answered != null) {
            to.onHeaders(answered);
          }
          if (message != null) {
            to.onMessage(message);
          }
        });
  }

  private void close(Status status, Metadata trailers) {
    close(status, trailers, to -> {});
  }

  private void close(
      Status status, Metadata trailers, java.util.function.Consumer<Listener<A>> before) {
    Listener<A> to;
    synchronized (this) {
      to = listener;
      if (closed || to == null) {
        return;
      }
      closed = true;
    }
    callbacks.execute(
        () -> {
          before.accept(to);
          to.onClose(status, trailers);
        });
  }

  /** The call at one coordinator. What it answers is kept until it is known to be the answer. */
  private final class Attempt extends ClientCall.Listener<A> implements Vigil.Waiting {

    private final Coordinator to;
    private volatile @Nullable ClientCall<Q, A> call;
    private volatile boolean left;
    private volatile boolean abandoned;
    private @Nullable Metadata answered;
    private @Nullable A message;

    Attempt(Coordinator to) {
      this.to = to;
    }

    void begin(Status greeting) {
      if (!greeting.isOk()) {
        ended(this, greeting, new Metadata());
        return;
      }
      Q sent;
      Metadata own = new Metadata();
      synchronized (FailoverCall.this) {
        sent = request;
        own.merge(headers);
      }
      ClientCall<Q, A> begun =
          to.connection().calls().newCall(method, options.withStreamTracerFactory(departure()));
      call = begun;
      to.vigil().begin(this);
      begun.start(this, own);
      // Two, so that a second answer, which must not be, is noticed.
      begun.request(2);
      if (sent != null) {
        begun.sendMessage(sent);
      }
      begun.halfClose();
      if (isClosed()) {
        begun.cancel("The caller gave the call up", null);
      }
    }

    private ClientStreamTracer.Factory departure() {
      return new ClientStreamTracer.Factory() {
        @Override
        public ClientStreamTracer newClientStreamTracer(
            ClientStreamTracer.StreamInfo info, Metadata unused) {
          return new ClientStreamTracer() {
            @Override
            public void outboundHeaders() {
              left = true;
            }
          };
        }
      };
    }

    void cancel(@Nullable String why, @Nullable Throwable cause) {
      ClientCall<Q, A> running = call;
      if (running != null) {
        running.cancel(why == null && cause == null ? "The caller gave the call up" : why, cause);
      }
    }

    @Override
    public void abandon() {
      abandoned = true;
      cancel("The coordinator does not answer", null);
    }

    @Override
    public void onHeaders(Metadata answer) {
      answered = answer;
    }

    @Override
    public void onMessage(A answer) {
      message = answer;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      to.vigil().end(this);
      boolean silent = abandoned && status.getCode() == Status.Code.CANCELLED;
      ended(this, silent ? Sentences.silent(to.endpoint()) : status, trailers);
    }
  }
}
