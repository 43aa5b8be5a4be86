/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.app;

import io.roster.registry.facts.ArtifactDetail;
import io.roster.registry.facts.ArtifactFact;
import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.ArtifactFilter.Which;
import io.roster.registry.facts.ArtifactSort;
import io.roster.registry.facts.model.ArtifactRow;
import io.roster.registry.facts.model.FleetPictures;
import io.roster.registry.page.Count;
import io.roster.registry.page.Moment;
import io.roster.registry.page.Page;
import io.roster.registry.page.PageToken;
import io.roster.registry.page.Paging;
import io.roster.registry.page.Paging.Direction;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.UnknownThing;
import io.roster.registry.replica.ReplicaView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Artifacts: their rows from the database, their replicas from memory. */
@ApplicationScoped
public class ArtifactList {

  private static final int LAST_HOLDERS = 2;
  private static final String MARK = "endangered ";

  private FleetPictures pictures;
  private Holdings holdings;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ArtifactList() {}

  @Inject
  public ArtifactList(FleetPictures pictures, Holdings holdings) {
    this.pictures = pictures;
    this.holdings = holdings;
  }

  Page<ArtifactFact> list(ArtifactFilter filter, Paging<ArtifactSort> paging) {
    if (filter.which() != Which.ALL) {
      return endangered(filter, paging);
    }
    Page<ArtifactRow> page = pictures.artifacts(filter, paging);
    return new Page<>(
        page.rows().stream().map(this::fact).toList(), page.next(), page.count(), page.asOf());
  }

  /** Which are in danger only memory knows, in the order of their ids. */
  private Page<ArtifactFact> endangered(ArtifactFilter filter, Paging<ArtifactSort> paging) {
    if (paging.sort() != ArtifactSort.ARTIFACT) {
      throw new InvalidRequest("sort", "of artifacts in danger is by their ids only");
    }
    Moment moment = pictures.moment();
    List<String> ids = matching(filter, paging.direction());
    String after = paging.after().map(ArtifactList::read).orElse("");
    List<String> left =
        after.isEmpty()
            ? ids
            : ids.stream().filter(id -> isAfter(id, after, paging.direction())).toList();
    List<String> part = left.subList(0, Math.min(paging.size(), left.size()));
    Optional<PageToken> next =
        left.size() > part.size()
            ? Optional.of(write(part.get(part.size() - 1)))
            : Optional.empty();
    return new Page<>(
        pictures.artifacts(part).stream()
            .filter(
                row ->
                    filter.kinds().isEmpty() || filter.kinds().contains(row.described().idKind()))
            .map(this::fact)
            .toList(),
        next,
        Count.of(ids.size()),
        moment);
  }

  private List<String> matching(ArtifactFilter filter, Direction direction) {
    Holdings.Summary summary = holdings.all();
    Stream<String> ids =
        (filter.which() == Which.WITHOUT_SOURCE ? summary.withoutSource() : summary.withOneHolder())
            .stream().filter(id -> filter.prefix().map(id::startsWith).orElse(true));
    return direction == Direction.ASCENDING
        ? ids.toList()
        : ids.sorted(Collections.reverseOrder()).toList();
  }

  private static boolean isAfter(String id, String after, Direction direction) {
    return direction == Direction.ASCENDING ? id.compareTo(after) > 0 : id.compareTo(after) < 0;
  }

  private static PageToken write(String id) {
    return new PageToken(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString((MARK + id).getBytes(StandardCharsets.UTF_8)));
  }

  private static String read(PageToken token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token.text()), StandardCharsets.UTF_8);
      if (text.startsWith(MARK)) {
        return text.substring(MARK.length());
      }
    } catch (IllegalArgumentException ignored) {
      // Said below, as for a token of another list.
    }
    throw new InvalidRequest("page_token", "belongs to another list or another order");
  }

  ArtifactDetail find(String artifactId) {
    Moment moment = pictures.moment();
    ArtifactRow row =
        pictures.artifacts(List.of(artifactId)).stream()
            .findFirst()
            .orElseThrow(() -> new UnknownThing("artifact", artifactId));
    List<String> holders = holdings.holders(artifactId);
    return new ArtifactDetail(
        fact(row),
        row.described(),
        holders.size() <= LAST_HOLDERS ? holders : List.of(),
        pictures.activeOf(artifactId),
        pictures.waitingFor(artifactId),
        moment);
  }

  private ArtifactFact fact(ArtifactRow row) {
    String id = row.described().artifactId();
    Collection<ReplicaView> held = holdings.of(id);
    return new ArtifactFact(
        id,
        row.described().idKind(),
        held.stream()
            .filter(replica -> replica.place().viewId().isEmpty())
            .mapToLong(ReplicaView::memorySize)
            .max()
            .orElse(0),
        Holdings.count(held),
        holdings.holders(id).size(),
        held.stream()
            .map(replica -> replica.place().viewId())
            .filter(view -> !view.isEmpty())
            .distinct()
            .count(),
        row.keys(),
        row.indexKnown(),
        row.createdAt(),
        row.updatedAt());
  }
}
