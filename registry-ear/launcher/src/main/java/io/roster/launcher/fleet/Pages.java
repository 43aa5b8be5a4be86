/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.roster.v1.PageAnswer;
import io.roster.v1.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pages of a list as one. Its rows are the first field of the answer. */
final class Pages {

  private static final int LARGEST = 500;

  private Pages() {}

  /**
   * Asks for page after page.
   *
   * @param limit of rows; 0 for all
   */
  @SuppressWarnings("unchecked")
  static <M extends Message> M gathered(int limit, Function<PageRequest, M> ask) {
    Message.@Nullable Builder all = null;
    int count = 0;
    String token = "";
    do {
      int size = limit == 0 ? LARGEST : Math.min(LARGEST, limit - count);
      M page = ask.apply(PageRequest.newBuilder().setSize(size).setToken(token).build());
      FieldDescriptor place = page.getDescriptorForType().findFieldByName("page");
      all = all == null ? page.toBuilder() : all.mergeFrom(page);
      all.setField(place, page.getField(place));
      count += page.getRepeatedFieldCount(page.getDescriptorForType().findFieldByNumber(1));
      token = ((PageAnswer) page.getField(place)).getNextToken();
    } while (!token.isEmpty() && (limit == 0 || count < limit));
    return (M) Objects.requireNonNull(all).build();
  }

  /** The lines of a table, and that there is more where there is. */
  static List<String> withRest(List<String> table, PageAnswer page, String what) {
    int shown = table.size() - 1;
    if (shown == 0) {
      return List.of("There are no " + what + ".");
    }
    if (page.getNextToken().isEmpty()) {
      return table;
    }
    List<String> lines = new ArrayList<>(table);
    lines.add(
        shown
            + " of "
            + (page.getTotalCountCapped() ? "more than " : "")
            + page.getTotalCount()
            + " "
            + what
            + "; see more with --limit.");
    return lines;
  }
}
