/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.sample;

import io.roster.connector.ArtifactContent;
import io.roster.connector.CanonicalIndex;
import io.roster.connector.DaemonUnavailableException;
import io.roster.connector.DuplicateArtifactException;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.GpuDaemonConnectionFactory;
import io.roster.connector.InvalidArtifactIdException;
import io.roster.connector.MemoryExhaustedException;
import io.roster.connector.MemoryTarget;
import io.roster.connector.ReplicaInfo;
import io.roster.connector.UnknownArtifactException;
import jakarta.annotation.Resource;
import jakarta.resource.ConnectionFactoryDefinition;
import jakarta.resource.ResourceException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** Keeps in the GPU daemon's memory what it is given over HTTP. */
@ConnectionFactoryDefinition(
    name = "java:app/gpu-daemon",
    interfaceName = "io.roster.connector.GpuDaemonConnectionFactory",
    resourceAdapter = "#connector-rar",
    minPoolSize = 1,
    maxPoolSize = 8)
@WebServlet("/artifacts/*")
public class ArtifactServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int INSUFFICIENT_STORAGE = 507;

  @Resource(lookup = "java:app/gpu-daemon")
  private transient GpuDaemonConnectionFactory daemon;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (GpuDaemonConnection connection = daemon.getConnection()) {
      switch (request.getMethod()) {
        case "PUT" -> put(connection, request, response);
        case "GET" -> get(connection, request, response);
        case "DELETE" -> delete(connection, request, response);
        default -> response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      }
    } catch (ResourceException e) {
      response.sendError(status(e), e.getMessage());
    }
  }

  private static void put(
      GpuDaemonConnection connection, HttpServletRequest request, HttpServletResponse response)
      throws ResourceException, IOException {
    long size = request.getContentLengthLong();
    if (size <= 0) {
      response.sendError(HttpServletResponse.SC_LENGTH_REQUIRED);
      return;
    }
    connection.put(
        id(request),
        CanonicalIndex.ofBytes(size),
        size,
        request.getInputStream(),
        MemoryTarget.RAM);
    response.setStatus(HttpServletResponse.SC_CREATED);
  }

  private static void get(
      GpuDaemonConnection connection, HttpServletRequest request, HttpServletResponse response)
      throws ResourceException, IOException {
    if (request.getPathInfo() == null) {
      list(connection, response);
      return;
    }
    try (ArtifactContent content = connection.get(id(request))) {
      response.setContentType("application/octet-stream");
      response.setContentLengthLong(content.info().sizeBytes());
      content.stream().transferTo(response.getOutputStream());
    }
  }

  private static void list(GpuDaemonConnection connection, HttpServletResponse response)
      throws ResourceException, IOException {
    response.setContentType("text/plain");
    PrintWriter out = response.getWriter();
    for (ReplicaInfo replica : connection.list()) {
      out.printf("%s %s %d%n", replica.artifactId(), replica.memory(), replica.sizeBytes());
    }
  }

  private static void delete(
      GpuDaemonConnection connection, HttpServletRequest request, HttpServletResponse response)
      throws ResourceException {
    for (ReplicaInfo replica : connection.replicas(id(request))) {
      connection.unload(replica.artifactId(), replica.memory());
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static String id(HttpServletRequest request) {
    String path = request.getPathInfo();
    return "cgid:" + (path == null ? "" : path.substring(1));
  }

  private static int status(ResourceException e) {
    if (e instanceof UnknownArtifactException) {
      return HttpServletResponse.SC_NOT_FOUND;
    } else if (e instanceof DuplicateArtifactException) {
      return HttpServletResponse.SC_CONFLICT;
    } else if (e instanceof InvalidArtifactIdException) {
      return HttpServletResponse.SC_BAD_REQUEST;
    } else if (e instanceof MemoryExhaustedException) {
      return INSUFFICIENT_STORAGE;
    } else if (e instanceof DaemonUnavailableException) {
      return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
