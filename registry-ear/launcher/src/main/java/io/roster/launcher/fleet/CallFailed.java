/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.Locale;

/**
 * A call to a node or to the registry that failed, in a sentence for the person at the terminal.
 */
public final class CallFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CallFailed(String sentence) {
    super(sentence);
  }

  private CallFailed(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** What the other side said, or that it is not there. */
  static CallFailed of(String who, StatusRuntimeException failure) {
    Status status = failure.getStatus();
    String said = status.getDescription() == null ? "" : status.getDescription();
    if (status.getCode() == Status.Code.UNAVAILABLE && isConnection(status)) {
      return new CallFailed(
          who + " does not answer. Is it running, and is the address right?", failure);
    }
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED && said.startsWith("CallOptions")) {
      return new CallFailed(who + " does not answer in time. Try again.", failure);
    }
    String code = status.getCode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return new CallFailed(said.isEmpty() ? who + " refused: " + code : said, failure);
  }

  private static boolean isConnection(Status status) {
    return status.getDescription() == null
        ? status.getCause() instanceof IOException
        : "io exception".equals(status.getDescription());
  }

  /** What is printed. */
  public String sentence() {
    String sentence = String.valueOf(getMessage());
    return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
  }
}
