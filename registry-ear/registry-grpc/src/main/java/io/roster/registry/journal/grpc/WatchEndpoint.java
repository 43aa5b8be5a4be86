/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.grpc;

import io.grpc.BindableService;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.roster.registry.journal.WatchService;
import io.roster.registry.journal.WatchService.Watch;
import io.roster.registry.platform.Stopping;
import io.roster.v1.WatchRequest;
import io.roster.v1.WatchResponse;
import io.roster.v1.WatchServiceGrpc.WatchServiceImplBase;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** WatchService. Nothing here waits: watches work on threads of their own. */
@ApplicationScoped
public class WatchEndpoint {

  @EJB private WatchService watches;

  /** Kept here, since the doors behind may be closed already when the port closes. */
  private final Set<Watch> open = ConcurrentHashMap.newKeySet();

  /** The gRPC side of it. */
  public BindableService service() {
    return new Service(watches, open);
  }

  /** The gRPC side of any watches. */
  public static BindableService serving(WatchService watches) {
    return new Service(watches, ConcurrentHashMap.newKeySet());
  }

  /** Ends all streams, which would not end by themselves. */
  public void endAll() {
    open.forEach(watch -> watch.end(new Stopping()));
  }

  private static final class Service extends WatchServiceImplBase {

    private final WatchService watches;
    private final Set<Watch> open;

    Service(WatchService watches, Set<Watch> open) {
      this.watches = watches;
      this.open = open;
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<WatchResponse> answer) {
      ServerCallStreamObserver<WatchResponse> stream =
          (ServerCallStreamObserver<WatchResponse>) answer;
      Watch watch = watches.watch(WatchMessages.query(request), new WatchStream(stream));
      open.add(watch);
      stream.setOnReadyHandler(watch::ready);
      stream.setOnCloseHandler(() -> open.remove(watch));
      stream.setOnCancelHandler(
          () -> {
            open.remove(watch);
            watch.close();
          });
      watch.ready();
    }
  }
}
