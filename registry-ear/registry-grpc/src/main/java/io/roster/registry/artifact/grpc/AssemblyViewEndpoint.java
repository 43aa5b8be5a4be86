/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact.grpc;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import io.roster.registry.artifact.ArtifactService;
import io.roster.wire.globalstore.v1.AssemblyViewServiceGrpc.AssemblyViewServiceImplBase;
import io.roster.wire.globalstore.v1.GetArtifactInfoByIdRequest;
import io.roster.wire.globalstore.v1.GetArtifactInfoByIdResponse;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** AssemblyViewService. Methods that are not overridden answer UNIMPLEMENTED. */
@ApplicationScoped
public class AssemblyViewEndpoint {

  /** The methods that touch memory only. */
  public static final Set<String> MEMORY_ONLY = Set.of("GetArtifactInfoById");

  @EJB private ArtifactService artifacts;

  /** The gRPC side of it. */
  public BindableService service() {
    return serving(artifacts);
  }

  /** The gRPC side of any registry of artifacts. */
  public static BindableService serving(ArtifactService artifacts) {
    return new Service(new ArtifactInfoCalls(artifacts.lookup()));
  }

  private static final class Service extends AssemblyViewServiceImplBase {

    private final ArtifactInfoCalls info;

    Service(ArtifactInfoCalls info) {
      this.info = info;
    }

    @Override
    public void getArtifactInfoById(
        GetArtifactInfoByIdRequest request, StreamObserver<GetArtifactInfoByIdResponse> answer) {
      answer.onNext(info.info(request));
      answer.onCompleted();
    }
  }
}
