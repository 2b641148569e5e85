package io.weft.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What this module may depend on, and what its auto-configurations look like. */
class FenceTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.weft.spring");

    @Test
    void hasNoPackageCycles() {
        slices().matching("io.weft.spring.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void autoConfigurationsAreFinalAndTheirBeansPackagePrivate() {
        classes()
                .that()
                .areAnnotatedWith(AutoConfiguration.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(MAIN);
        methods()
                .that()
                .areAnnotatedWith(Bean.class)
                .should()
                .bePackagePrivate()
                .check(MAIN);
    }

    @Test
    void touchesGrpcInOnePackageAndProtobufNowhere() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.weft.spring.grpc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "org.springframework.grpc..")
                .check(MAIN);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.protobuf..", "io.envoyproxy..")
                .check(MAIN);
    }

    @Test
    void keepsNoStateInStaticFields() {
        com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields()
                .that()
                .areStatic()
                .should()
                .beFinal()
                .check(MAIN);
    }
}
