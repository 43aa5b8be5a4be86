/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.transport.TransportCall;
import io.roster.registry.transport.TransportCompletion;
import io.roster.registry.transport.TransportCompletion.Result;
import io.roster.registry.transport.TransportRecord;
import io.roster.registry.transport.TransportRequest;
import io.roster.registry.transport.TransportService;
import io.roster.registry.transport.TransportWindow;
import io.roster.registry.transport.model.Concern;
import io.roster.registry.transport.model.TransportPictures;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/** The door to everything about transports. */
@Singleton
@Local(TransportService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TransportRegistry implements TransportService {

  private static final int USUAL_LIMIT = 200_000;
  private static final int HIGHEST_LIMIT = 1_000_000;

  @Inject private RequestTransport requesting;
  @Inject private EndTransport ending;
  @Inject private TransportSteps steps;
  @Inject private TransportPictures pictures;

  /** For the container. */
  public TransportRegistry() {}

  public TransportRegistry(
      RequestTransport requesting,
      EndTransport ending,
      TransportSteps steps,
      TransportPictures pictures) {
    this.requesting = requesting;
    this.ending = ending;
    this.steps = steps;
    this.pictures = pictures;
  }

  @Override
  public TransportCall request(TransportRequest request) {
    RequestTransport.validate(request);
    return requesting.run(request);
  }

  @Override
  public Result complete(TransportCompletion completion) {
    return steps.take("transport:" + completion.transport(), new Complete(completion));
  }

  @Override
  public List<TransportRecord> query(TransportWindow window) {
    if (window.to().isBefore(window.from())) {
      throw new InvalidRequest("created_at_end", "must not be before created_at_start");
    }
    long limit = window.limit() == 0 ? USUAL_LIMIT : Math.min(window.limit(), HIGHEST_LIMIT);
    return pictures.query(window, Math.toIntExact(limit));
  }

  private final class Complete implements TransportSteps.Step<Result> {

    private final TransportCompletion completion;

    Complete(TransportCompletion completion) {
      this.completion = completion;
    }

    @Override
    public List<Concern> concerns() {
      return ending.concerns(completion.transport());
    }

    @Override
    public Result run(Loads loads) {
      return ending.complete(completion);
    }
  }
}
