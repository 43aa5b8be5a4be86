/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import jakarta.ejb.ApplicationException;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The direction of dependencies is the architecture; these rules keep it. */
class ArchitectureTest {

  private static final Modules MODULES = new Modules();
  private static final JavaClasses ALL = MODULES.all();
  private static final JavaClasses API = MODULES.classesOf("registry-ear/registry-api");
  private static final JavaClasses CORE = MODULES.classesOf("registry-ear/registry-core");

  private static final String[] GRPC = {
    "io.grpc..", "com.google.protobuf..", "io.roster.wire..", "io.roster.v1.."
  };

  /** Names that everything may use. */
  private static final String[] PLAIN = {"java..", "org.jspecify.annotations.."};

  /** It composes the coordinator from all features, so it must know them all. */
  private static final String COMPOSITION = "io.roster.registry.platform.app..";

  @Test
  void the_api_knows_only_java_and_the_settings() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(PLAIN)
                .or(resideInAPackage("io.roster.settings.."))
                .or(in("registry-api", API))
                // Without this mark on the exceptions' base the container would wrap every one of
                // them.
                .or(JavaClass.Predicates.equivalentTo(ApplicationException.class)))
        .check(API);
  }

  @Test
  void the_settings_know_only_java() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(PLAIN).or(resideInAPackage("io.roster.settings..")))
        .check(MODULES.classesOf("registry-ear/settings"));
  }

  @Test
  void the_backup_file_knows_only_java() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(PLAIN).or(resideInAPackage("io.roster.backup..")))
        .check(MODULES.classesOf("registry-ear/backup-file"));
  }

  @Test
  void the_connectors_contract_shows_nothing_of_the_engine() {
    JavaClasses contract = MODULES.classesOf("daemon-connector/connector-api");
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(PLAIN)
                .or(resideInAnyPackage("jakarta.resource..", "javax.naming.."))
                .or(in("connector-api", contract)))
        .check(contract);
  }

  @Test
  void the_client_library_needs_no_container_and_nothing_of_the_registry() {
    JavaClasses client = MODULES.classesOf("roster-client");
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(PLAIN)
                .or(resideInAnyPackage(GRPC))
                .or(resideInAPackage("javax.net.ssl.."))
                .or(in("roster-client", client)))
        .check(client);
  }

  @Test
  void a_model_knows_no_container_no_wire_and_no_persistence_code() {
    noClasses()
        .that()
        .resideInAPackage("io.roster.registry..model..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("jakarta.ejb..", "jakarta.enterprise..", "java.sql..", "javax.sql..")
                .or(resideInAnyPackage(GRPC))
                .or(resideInAnyPackage("..jpa..", "..jdbc..", "..app..", "com.vaadin.."))
                .or(persistenceCode()))
        .check(CORE);
  }

  @Test
  void a_use_case_knows_no_storage_no_wire_and_no_console() {
    noClasses()
        .that()
        .resideInAPackage("io.roster.registry..app..")
        .and()
        .resideOutsideOfPackage(COMPOSITION)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("..jpa..", "com.vaadin..")
                .or(resideInAnyPackage(GRPC))
                .or(storageCode()))
        .check(CORE);
  }

  @Test
  void the_wire_stays_at_the_edges() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.roster.registry..grpc..",
            "io.roster.client..",
            "io.roster.node..",
            "io.roster.launcher..",
            "io.roster.bench..",
            "io.roster.chaos..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(GRPC))
        .check(ALL);
  }

  @Test
  void sql_stays_in_the_storage_packages() {
    noClasses()
        .that()
        .resideInAPackage("io.roster..")
        .and()
        .resideOutsideOfPackages(
            "io.roster.registry..jpa..",
            "io.roster.registry..jdbc..",
            // It starts the embedded PostgreSQL and asks it whether it answers.
            "io.roster.launcher..",
            // It measures the database server itself, and fills it past the product.
            "io.roster.bench.database..",
            // It holds what clients were told against what is stored.
            "io.roster.chaos.store..",
            // It makes servers for tests.
            "io.roster.testing.postgres..")
        .should()
        .dependOnClassesThat(storageCode())
        .check(ALL);
  }

  @Test
  void the_console_and_the_operations_module_use_the_same_door_as_everyone() {
    Set<String> inside =
        MODULES.namesOfClassesIn("registry-ear/registry-core", "registry-ear/registry-grpc");
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are inside registry-core or registry-grpc",
                type -> inside.contains(type.getName())))
        .check(MODULES.classesOf("console-ui", "registry-ear/registry-ops"));
  }

  @Test
  void each_special_library_has_one_user() {
    onlyIn("com.vaadin..", "io.roster.console..");
    onlyIn("jcuda..", "io.roster.gpu..");
    onlyIn(
        "io.roster.gpu..", "io.roster.gpu..", "io.roster.connector.engine..", "io.roster.bench..");
    onlyIn("io.roster.connector.engine..", "io.roster.connector.engine..");
    onlyIn("jakarta.resource..", "io.roster.connector..", "io.roster.node..", "io.roster.sample..");
  }

  @Test
  void the_json_library_is_looked_for_once() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.roster.registry.platform.JsonValues")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("jakarta.json.Json")
        .because("each call of it searches all jars of the server")
        .check(CORE);
  }

  private static void onlyIn(String library, String... users) {
    noClasses()
        .that()
        .resideOutsideOfPackages(users)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(ALL);
  }

  @Test
  void features_form_no_circle() {
    slices()
        .matching("io.roster.registry.(*)..")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(resideInAPackage(COMPOSITION), DescribedPredicate.alwaysTrue())
        .ignoreDependency(wireService(), DescribedPredicate.alwaysTrue())
        .check(ALL);
  }

  @Test
  void the_platform_knows_no_feature() {
    noClasses()
        .that()
        .resideInAPackage("io.roster.registry.platform..")
        .and()
        .resideOutsideOfPackage(COMPOSITION)
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.roster.registry..")
                .and(DescribedPredicate.not(resideInAPackage("io.roster.registry.platform.."))))
        .check(ALL);
  }

  /**
   * A service of the wire is made of the calls of many features, and belongs to one of them only so
   * that it is found where it is looked for.
   */
  private static DescribedPredicate<JavaClass> wireService() {
    return DescribedPredicate.describe(
        "serve a whole service of the wire",
        type -> type.getName().matches(".*\\.grpc\\.\\w+Endpoint(\\$.*)?"));
  }

  private static DescribedPredicate<JavaClass> in(String module, JavaClasses classes) {
    return DescribedPredicate.describe(
        "are in " + module, type -> classes.contain(type.getBaseComponentType().getName()));
  }

  /** All of JPA but the annotations that map a model to its tables. */
  private static DescribedPredicate<JavaClass> persistenceCode() {
    return DescribedPredicate.describe(
        "run queries",
        type ->
            type.getPackageName().startsWith("jakarta.persistence")
                && !type.isAnnotation()
                && !type.isEnum());
  }

  /** A failure's type may travel; what can talk to the database may not. */
  private static DescribedPredicate<JavaClass> storageCode() {
    return persistenceCode()
        .or(
            resideInAnyPackage("java.sql..", "javax.sql..")
                .and(
                    DescribedPredicate.not(JavaClass.Predicates.equivalentTo(SQLException.class))));
  }
}
