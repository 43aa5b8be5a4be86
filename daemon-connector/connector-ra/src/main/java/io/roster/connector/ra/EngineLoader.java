/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import io.roster.connector.port.DaemonEngineProvider;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes that lie as resources in the adapter's archive. Everything else, so what both
 * sides speak, comes from the adapter's own loader.
 *
 * <p>The archive is kept open: when a deployment failed, a server may close the adapter's loader
 * before it stops the adapter, and stopping needs classes that nothing has needed before.
 */
final class EngineLoader extends ClassLoader implements Closeable {

  static {
    registerAsParallelCapable();
  }

  private static final String ROOT = "META-INF/engine/";
  private static final String SERVICE =
      ROOT + "META-INF/services/" + DaemonEngineProvider.class.getName();

  /** Classes under another name, so that a server which scans archives leaves them alone. */
  private static final String CLASS = ".bytes";

  private final Optional<JarFile> archive;

  private EngineLoader(ClassLoader parent, Optional<JarFile> archive) {
    super("gpu-engine", parent);
    this.archive = archive;
  }

  /** A loader on top of the adapter's; without an archive it only passes on to that. */
  static EngineLoader of(ClassLoader parent) throws IOException {
    URL service = parent.getResource(SERVICE);
    return new EngineLoader(
        parent, service == null ? Optional.empty() : Optional.of(archive(service)));
  }

  private static JarFile archive(URL entry) throws IOException {
    // Servers give their addresses handlers of their own; the text of the address is standard.
    URLConnection standard = new URL(entry.toString()).openConnection();
    if (standard instanceof JarURLConnection within) {
      return new JarFile(new File(URI.create(within.getJarFileURL().toString())));
    }
    throw new IOException(
        "The engine lies in "
            + entry
            + ", but it is loaded from a JAR only. Deploy connector-rar.rar as it was built.");
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream bytes = open(name.replace('.', '/') + CLASS)) {
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] definition = bytes.readAllBytes();
      return defineClass(name, definition, 0, definition.length);
    } catch (IOException | IllegalStateException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private @Nullable InputStream open(String path) throws IOException {
    JarEntry entry = archive.map(jar -> jar.getJarEntry(ROOT + path)).orElse(null);
    return entry == null ? null : archive.orElseThrow().getInputStream(entry);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      InputStream own = open(name);
      return own == null ? super.getResourceAsStream(name) : own;
    } catch (IOException | IllegalStateException e) {
      return null;
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return archive
        .filter(jar -> jar.getJarEntry(ROOT + name) != null)
        .map(jar -> address(jar, name))
        .orElse(null);
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    return Collections.enumeration(Optional.ofNullable(findResource(name)).stream().toList());
  }

  private static URL address(JarFile jar, String name) {
    try {
      return new URL("jar:" + new File(jar.getName()).toURI() + "!/" + ROOT + name);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("No address leads to " + name, e);
    }
  }

  @Override
  public void close() throws IOException {
    if (archive.isPresent()) {
      archive.get().close();
    }
  }
}
