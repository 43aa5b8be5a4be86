/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import io.roster.connector.port.DaemonEngineProvider;
import java.io.Closeable;
import java.io.IOException;
import java.util.ServiceLoader;

/**
 * Where the engine's classes come from.
 *
 * <p>In the adapter's archive they lie as resources, out of reach of the class loader that the
 * server gives the adapter: Jakarta EE lets all modules of an application see that one. They are
 * loaded by a loader of their own. Outside a server they are simply on the class path.
 */
final class EngineClasses implements Closeable {

  private final EngineLoader loader;

  private EngineClasses(EngineLoader loader) {
    this.loader = loader;
  }

  static EngineClasses open() throws IOException {
    return new EngineClasses(EngineLoader.of(EngineClasses.class.getClassLoader()));
  }

  /**
   * The engine's door.
   *
   * @throws IOException if there is no engine
   */
  DaemonEngineProvider provider() throws IOException {
    return ServiceLoader.load(DaemonEngineProvider.class, loader)
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "The adapter's archive holds no engine. Deploy connector-rar.rar as it was"
                        + " built."));
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
