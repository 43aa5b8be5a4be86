/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.connector;

import io.roster.it.product.Build;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The sample as it was built, with one web module more that looks for classes. */
final class ProbedSample {

  private static final ArchivePath DESCRIPTOR = ArchivePaths.create("META-INF/application.xml");
  private static final String MODULE =
      "<module><web><web-uri>probe.war</web-uri><context-root>/probe</context-root></web></module>";
  private static final String AFTER_MODULES = "<library-directory>";

  private ProbedSample() {}

  static Path in(Path folder) {
    EnterpriseArchive ear =
        ShrinkWrap.create(ZipImporter.class, "sample.ear")
            .importFrom(Build.sample().toFile())
            .as(EnterpriseArchive.class);
    String descriptor = read(ear);
    ear.delete(DESCRIPTOR);
    ear.add(new StringAsset(descriptor.replace(AFTER_MODULES, MODULE + AFTER_MODULES)), DESCRIPTOR);
    ear.addAsModule(ShrinkWrap.create(WebArchive.class, "probe.war").addClass(ClassProbe.class));
    Path file = folder.resolve("sample.ear");
    ear.as(ZipExporter.class).exportTo(file.toFile(), true);
    return file;
  }

  private static String read(EnterpriseArchive ear) {
    try (InputStream bytes = ear.get(DESCRIPTOR).getAsset().openStream()) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
