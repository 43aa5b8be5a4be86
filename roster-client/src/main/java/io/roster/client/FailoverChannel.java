/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;

/** A channel to whichever coordinator serves. */
final class FailoverChannel extends Channel {

  private final Site site;

  FailoverChannel(Site site) {
    this.site = site;
  }

  @Override
  public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
    if (method.getType() != MethodType.UNARY) {
      Coordinator current = site.rotation().current();
      return new StreamCall<>(current.connection().calls().newCall(method, options), site, current);
    }
    return new FailoverCall<>(site, method, options);
  }

  @Override
  public String authority() {
    return site.rotation().current().endpoint().toString();
  }
}
