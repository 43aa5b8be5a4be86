/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import com.fasterxml.jackson.core.JsonFactory;
import io.roster.connector.GpuDaemonConnection;
import io.roster.connector.engine.GpuDaemonEngineProvider;
import io.roster.connector.port.DaemonEngine;
import io.roster.gpu.GpuEngine;
import io.roster.settings.SettingType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import jcuda.driver.CUresult;

/** The adapter's archive as it is built, behind a class loader as a server makes one. */
final class DeployedAdapter extends URLClassLoader {

  private static final List<Class<?>> ON_THE_CLASS_PATH =
      List.of(
          GpuDaemonResourceAdapter.class,
          GpuDaemonConnection.class,
          DaemonEngine.class,
          SettingType.class);

  private static final List<Class<?>> AS_RESOURCES =
      List.of(GpuDaemonEngineProvider.class, GpuEngine.class, JsonFactory.class, CUresult.class);

  private DeployedAdapter(Path archive) throws IOException {
    super(new URL[] {archive.toUri().toURL()}, new ServerClasses());
  }

  static DeployedAdapter in(Path folder) throws IOException {
    Path archive = folder.resolve("adapter.jar");
    try (OutputStream file = Files.newOutputStream(archive);
        JarOutputStream jar = new JarOutputStream(file)) {
      Set<String> names = new HashSet<>();
      for (Class<?> type : ON_THE_CLASS_PATH) {
        add(jar, "", ".class", type, names);
      }
      for (Class<?> type : AS_RESOURCES) {
        add(jar, "META-INF/engine/", ".bytes", type, names);
      }
    }
    return new DeployedAdapter(archive);
  }

  private static void add(
      JarOutputStream jar, String root, String suffix, Class<?> type, Set<String> names)
      throws IOException {
    Path home = home(type);
    if (Files.isDirectory(home)) {
      addAll(jar, root, suffix, home, names);
      return;
    }
    try (FileSystem within = FileSystems.newFileSystem(home)) {
      addAll(jar, root, suffix, within.getPath("/"), names);
    }
  }

  private static void addAll(
      JarOutputStream jar, String root, String suffix, Path home, Set<String> names)
      throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root + home.relativize(file).toString().replaceFirst("\\.class$", suffix);
        if (names.add(name)) {
          jar.putNextEntry(new JarEntry(name));
          Files.copy(file, jar);
        }
      }
    }
  }

  private static Path home(Class<?> type) {
    try {
      URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(location);
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** What a server and the library folder of an application give: the platform and the logging. */
  private static final class ServerClasses extends ClassLoader {

    ServerClasses() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("jakarta.") || name.startsWith("org.slf4j.")) {
        return DeployedAdapter.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
