package io.weft;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What this module may depend on. */
class FenceTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.weft.control");

    @Test
    void dependsOnNoOtherModuleButTheProtos() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.weft.model..", "io.weft.runtime..", "io.weft.xds..", "org.springframework..")
                .check(MAIN);
    }

    @Test
    void readsConfigurationWithoutProtobufAndGrpc() {
        noClasses()
                .that()
                .resideInAPackage("io.weft.control.config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.protobuf..", "io.grpc..", "io.envoyproxy..")
                .check(MAIN);
    }

    @Test
    void knowsYamlInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.weft.control.config.schema..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.snakeyaml..")
                .check(MAIN);
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching("io.weft.(**)").should().beFreeOfCycles().check(MAIN);
    }
}
