package dev.secrets.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.secrets.Secrets;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tables of modules in docs/architecture.md, held by the classes that are built. */
class ArchitectureTest {

  private static final String[] API = {
    "dev.secrets",
    "dev.secrets.spi",
    "dev.secrets.document",
    "dev.secrets.project",
    "dev.secrets.file",
    "dev.secrets.cache",
    "dev.secrets.inspect",
    "dev.secrets.mask",
    "dev.secrets.plan",
    "dev.secrets.procwrapper"
  };
  private static final String[] LIBRARIES = {
    "dev.secrets",
    "dev.secrets.spi..",
    "dev.secrets.document..",
    "dev.secrets.project..",
    "dev.secrets.file..",
    "dev.secrets.cache..",
    "dev.secrets.inspect..",
    "dev.secrets.mask..",
    "dev.secrets.plan..",
    "dev.secrets.procwrapper..",
    "dev.secrets.aws..",
    "dev.secrets.vault..",
    "dev.secrets.gitcrypt.."
  };

  private static JavaClasses all;

  @BeforeAll
  static void read_what_is_built() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.secrets");
  }

  /** A module and the packages it may use beside the JDK's own. */
  private record Module(String packages, String... allowed) {}

  @TestFactory
  Stream<DynamicTest> a_module_uses_what_its_row_allows() {
    return Stream.of(
            new Module("dev.secrets", "com.fasterxml.jackson.."),
            new Module("dev.secrets.spi"),
            new Module("dev.secrets.document", "com.fasterxml.jackson..", "org.yaml.snakeyaml.."),
            new Module("dev.secrets.project"),
            new Module("dev.secrets.file", "com.fasterxml.jackson.."),
            new Module("dev.secrets.plan", "com.fasterxml.jackson.."),
            new Module("dev.secrets.procwrapper"),
            new Module("dev.secrets.cache", "javax.sql.."),
            new Module("dev.secrets.inspect"),
            new Module("dev.secrets.mask", "com.fasterxml.jackson.core.."),
            new Module("dev.secrets.aws..", "org.slf4j..", "software.amazon.awssdk.."),
            new Module("dev.secrets.vault..", "org.slf4j..", "javax.crypto.."),
            new Module(
                "dev.secrets.gitcrypt..",
                "org.slf4j..",
                "javax.crypto..",
                "org.eclipse.jgit..",
                "org.bouncycastle.."),
            new Module(
                "dev.secrets.cli",
                "picocli..",
                "sun.misc..",
                "javax.crypto..", // looked for ahead of use
                "com.fasterxml.jackson.core.."),
            new Module(
                "dev.secrets.cli.training",
                "dev.secrets.cli",
                "dev.secrets.cli.ansiblevault",
                "dev.secrets.cli.gitcrypt",
                // A server of its own is what the training of the class archive talks to.
                "com.sun.net.httpserver.."),
            new Module(
                "dev.secrets.cli.ansiblevault..",
                "picocli..",
                "javax.crypto..",
                "dev.secrets.vault",
                "dev.secrets.cli"),
            new Module(
                "dev.secrets.cli.gitcrypt..",
                "picocli..",
                "dev.secrets.gitcrypt",
                "dev.secrets.cli"),
            new Module(
                "dev.secrets.testkit..",
                "org.junit.jupiter..",
                "org.opentest4j..",
                "org.apiguardian..",
                "org.assertj..",
                "com.fasterxml.jackson..",
                "com.sun.net.httpserver.."))
        .map(module -> DynamicTest.dynamicTest(module.packages(), () -> check(module)));
  }

  private static void check(Module module) {
    classes()
        .that()
        .resideInAPackage(module.packages())
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify..", module.packages())
                .or(resideInAnyPackage(API))
                .or(resideInAnyPackage(module.allowed()))
                .or(
                    DescribedPredicate.describe(
                        "arrays and primitives", c -> c.isPrimitive() || c.isArray())))
        .allowEmptyShould(true)
        .check(all);
  }

  @Test
  void the_spi_knows_neither_documents_nor_projects() {
    noClasses()
        .that()
        .resideInAPackage("dev.secrets.spi")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.secrets.document", "dev.secrets.project")
        .check(all);
  }

  @Test
  void documents_know_neither_backends_nor_projects() {
    noClasses()
        .that()
        .resideInAPackage("dev.secrets.document")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.secrets.spi", "dev.secrets.project")
        .check(all);
  }

  @Test
  void projects_do_not_know_backends() {
    noClasses()
        .that()
        .resideInAPackage("dev.secrets.project")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.secrets.spi")
        .check(all);
  }

  @Test
  void libraries_leave_the_process_alone() {
    noClasses()
        .that()
        .resideInAnyPackage(LIBRARIES)
        // The one convenience for programs that want the defaults of a process.
        .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(Secrets.class)))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(all);
  }

  @Test
  void the_api_logs_nothing() {
    noClasses()
        .that()
        .resideInAnyPackage(API)
        // javax.sql.DataSource demands a method that returns a logger.
        .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("RotatingDataSource")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "java.util.logging..", "java.lang.System$Logger..")
        .check(all);
  }

  @Test
  void only_the_local_disk_replaces_files() {
    noClasses()
        .that()
        .resideInAnyPackage(LIBRARIES)
        .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("LocalDisk")))
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "Files.move, write or newOutputStream",
                call ->
                    call.getTargetOwner().isEquivalentTo(java.nio.file.Files.class)
                        && java.util.Set.of("move", "write", "writeString", "newOutputStream")
                            .contains(call.getName())))
        .check(all);
  }
}
