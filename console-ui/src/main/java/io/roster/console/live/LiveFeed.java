/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import com.vaadin.flow.shared.Registration;
import io.roster.console.registry.Registry;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.JournalFeed;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator's one source of pictures. It listens to the journal and reads the registry while
 * at least one tab looks, however many there are, and does nothing otherwise.
 */
@ApplicationScoped
public class LiveFeed {

  private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);
  private static final long TICK_MILLIS = 100;

  private final Clock clock;
  private final UpdateRhythm rhythm = new UpdateRhythm();
  private final Set<Consumer<FleetPicture>> lookers = new LinkedHashSet<>();

  @Inject private Registry registry;
  @Resource private @Nullable ManagedScheduledExecutorService timer;
  private Ticker ticker;
  private FleetReader reader;

  private @Nullable Running running;
  private volatile FleetPicture current;

  /** What is held while at least one tab looks. */
  private record Running(JournalFeed.Subscription subscription, Ticker.Ticking ticking) {
    void stop() {
      ticking.stop();
      subscription.close();
    }
  }

  /** For the container, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public LiveFeed() {
    this.clock = Clock.systemUTC();
    this.current = FleetPicture.loading(clock.instant());
  }

  LiveFeed(Registry registry, Clock clock, Ticker ticker) {
    this.clock = clock;
    this.registry = registry;
    this.ticker = ticker;
    this.reader = new FleetReader(registry, clock);
    this.current = FleetPicture.loading(clock.instant());
  }

  @PostConstruct
  void open() {
    ticker = this::tickOnTimer;
    reader = new FleetReader(registry, clock);
  }

  /** Gives each new picture to the looker, on a thread of the feed, until it is removed. */
  public synchronized Registration look(Consumer<FleetPicture> looker) {
    lookers.add(looker);
    if (running == null) {
      running = start();
    }
    return () -> leave(looker);
  }

  /** The newest picture; {@code LOADING} when nobody has looked yet. */
  public FleetPicture current() {
    return current;
  }

  @PreDestroy
  synchronized void close() {
    lookers.clear();
    stop();
  }

  /** Makes a picture if one is due. */
  void tick() {
    try {
      if (rhythm.takeDue(clock.instant())) {
        current = reader.read();
        hand(current);
      }
    } catch (RuntimeException failure) {
      log.error("ROS-4001 console_picture_failed", failure);
    }
  }

  private synchronized void leave(Consumer<FleetPicture> looker) {
    lookers.remove(looker);
    if (lookers.isEmpty()) {
      stop();
    }
  }

  private Running start() {
    // Listening begins before the latest entries are read: nothing falls between the two.
    JournalFeed.Subscription subscription = registry.journal().subscribe(this::heard);
    reader.forgetJournal();
    rhythm.change();
    return new Running(subscription, ticker.start(this::tick));
  }

  private void stop() {
    if (running != null) {
      running.stop();
      running = null;
    }
  }

  private void heard(List<JournalEntry> entries) {
    reader.heard(entries);
    rhythm.change();
  }

  private void hand(FleetPicture picture) {
    for (Consumer<FleetPicture> looker : present()) {
      try {
        looker.accept(picture);
      } catch (RuntimeException failure) {
        log.warn("console_tab_not_updated cause={}", failure.toString());
      }
    }
  }

  private synchronized List<Consumer<FleetPicture>> present() {
    return List.copyOf(lookers);
  }

  private Ticker.Ticking tickOnTimer(Runnable task) {
    ManagedScheduledExecutorService executor = timer;
    if (executor == null) {
      throw new IllegalStateException("the server gives no timer; the console cannot update");
    }
    ScheduledFuture<?> ticking =
        executor.scheduleWithFixedDelay(task, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return () -> ticking.cancel(false);
  }
}
