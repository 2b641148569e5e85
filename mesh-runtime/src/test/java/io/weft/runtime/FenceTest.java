package io.weft.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What this module may depend on, and which way. */
class FenceTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.weft.runtime");

    @Test
    void hasNoPackageCycles() {
        slices().matching("io.weft.runtime.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void keepsProtocolsApart() {
        assertKnownOnlyTo("io.weft.runtime.grpc", "io.grpc..");
        assertKnownOnlyTo("io.weft.runtime.http", "org.apache.hc..");
        assertKnownOnlyTo("io.weft.runtime.reactor", "reactor..", "io.netty..");
    }

    /** An adapter and its libraries are nobody else's affair, but for the composition root's. */
    private static void assertKnownOnlyTo(String adapter, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.weft.runtime", adapter)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(adapter)
                .check(MAIN);
    }

    @Test
    void picksKnowNothingButTheModel() {
        classes()
                .that()
                .resideInAPackage("io.weft.runtime.upstream")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.weft.model..", "io.weft.runtime.upstream")
                .check(MAIN);
    }

    @Test
    void matchesKnowNothingButTheModelAndRe2() {
        classes()
                .that()
                .resideInAPackage("io.weft.runtime.match")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.jspecify..", "com.google.re2j..", "io.weft.model..", "io.weft.runtime.match")
                .check(MAIN);
    }

    @Test
    void guardsKnowNothingButTheModelAndResilience4j() {
        classes()
                .that()
                .resideInAPackage("io.weft.runtime.guard")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "io.weft.model..",
                        "io.weft.runtime.guard",
                        "io.github.resilience4j..")
                .check(MAIN);
        noClasses()
                .that()
                .haveNameNotMatching("io\\.weft\\.runtime\\.guard\\.Resilience4jBreaker.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.github.resilience4j..")
                .check(MAIN);
    }

    @Test
    void touchesWhatGrpcCallsInternalInOnePlace() {
        noClasses()
                .that()
                .haveNameNotMatching("io\\.weft\\.runtime\\.grpc\\.Resolution.*")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.grpc\\.Internal.*|io\\.grpc\\.internal\\..*")
                .check(MAIN);
    }

    @Test
    void knowsNeitherSpringNorProtobuf() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "com.google.protobuf..", "io.envoyproxy..")
                .check(MAIN);
    }

    @Test
    void readsTheModeInTheCompositionRootAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.weft.runtime")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(MeshMode.class.getName())
                .check(MAIN);
    }

    @Test
    void decidesWithoutClockChanceOrSleep() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.weft.runtime.call",
                        "io.weft.runtime.match",
                        "io.weft.runtime.guard",
                        "io.weft.runtime.upstream",
                        "io.weft.runtime.load")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ThreadLocalRandom.class)
                .check(MAIN);
    }

    @Test
    void letsNothingSeeTheCompositionRoot() {
        classes()
                .that()
                .resideInAPackage("io.weft.runtime")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage("io.weft.runtime")
                .check(MAIN);
    }
}
