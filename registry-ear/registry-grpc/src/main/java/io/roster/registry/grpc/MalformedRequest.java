/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.io.InputStream;

/**
 * Stands for bytes that are not the message they should be. Left alone, such bytes would end in the
 * library's UNKNOWN and a stack trace in the log; as a value they reach {@link ErrorMapping}, which
 * answers what is wrong.
 */
record MalformedRequest(String expected) {

  /** The same service, with requests that cannot be parsed passed on as values. */
  static ServerServiceDefinition tolerated(ServerServiceDefinition service) {
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName())
            .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
    var methods = service.getMethods().stream().map(MalformedRequest::tolerated).toList();
    methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    ServerServiceDefinition.Builder built = ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(built::addMethod);
    return built.build();
  }

  private static <Q, A> ServerMethodDefinition<Q, A> tolerated(
      ServerMethodDefinition<Q, A> method) {
    MethodDescriptor<Q, A> descriptor = method.getMethodDescriptor();
    return ServerMethodDefinition.create(
        descriptor.toBuilder(
                new Tolerant<>(descriptor.getRequestMarshaller()),
                descriptor.getResponseMarshaller())
            .build(),
        method.getServerCallHandler());
  }

  private record Tolerant<T>(MethodDescriptor.Marshaller<T> strict)
      implements MethodDescriptor.Marshaller<T> {

    @Override
    public InputStream stream(T value) {
      return strict.stream(value);
    }

    @Override
    @SuppressWarnings("unchecked")
    public T parse(InputStream stream) {
      try {
        return strict.parse(stream);
      } catch (RuntimeException unparsable) {
        String expected =
            strict instanceof MethodDescriptor.ReflectableMarshaller<?> known
                ? known.getMessageClass().getSimpleName()
                : "message of this method";
        // Only the interceptor sees it; it never passes it on to a handler that wants a T.
        return (T) new MalformedRequest(expected);
      }
    }
  }
}
