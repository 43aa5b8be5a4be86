/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.container;

import io.roster.it.product.Build;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as it was built, with one web module more that carries the tests. */
final class TestArchive {

  private static final ArchivePath DESCRIPTOR = ArchivePaths.create("META-INF/application.xml");
  private static final String MODULE =
      "<module><web><web-uri>tests.war</web-uri><context-root>/tests</context-root></web></module>";
  private static final String AFTER_MODULES = "<library-directory>";

  private TestArchive() {}

  static EnterpriseArchive with(Class<?>... tests) {
    EnterpriseArchive ear =
        ShrinkWrap.create(ZipImporter.class, "registry.ear")
            .importFrom(Build.ear().toFile())
            .as(EnterpriseArchive.class);
    String descriptor = read(ear);
    ear.delete(DESCRIPTOR);
    ear.add(new StringAsset(descriptor.replace(AFTER_MODULES, MODULE + AFTER_MODULES)), DESCRIPTOR);
    return ear.addAsModule(Testable.archiveToTest(war(tests)));
  }

  private static WebArchive war(Class<?>... tests) {
    return ShrinkWrap.create(WebArchive.class, "tests.war")
        .addClasses(tests)
        .addAsLibraries(
            jarOf(org.assertj.core.api.Assertions.class), jarOf(org.awaitility.Awaitility.class))
        .addAsLibraries(jarOf(org.hamcrest.Matcher.class))
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }

  private static String read(EnterpriseArchive ear) {
    try (InputStream bytes = ear.get(DESCRIPTOR).getAsset().openStream()) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
