package io.weft.xds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What this module may depend on, and what it shows. */
class FenceTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.weft.xds");

    @Test
    void hasNoPackageCycles() {
        slices().matching("io.weft.xds.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void onlyTheClientTouchesGrpcXdsOwnClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.weft.xds.client")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc.xds.client..", "io.grpc.internal..", "io.grpc.netty..")
                .check(MAIN);
    }

    @Test
    void decodesAndAssemblesWithoutGrpc() {
        classes()
                .that()
                .resideInAnyPackage("io.weft.xds.decode", "io.weft.xds.assemble", "io.weft.xds.cache")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "com.google.protobuf..",
                        "com.google.re2j..",
                        "io.grpc.xds.shaded..",
                        "io.weft.model..",
                        "io.weft.proto.envoy..",
                        "io.weft.proto.guard..",
                        "io.weft.xds..")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAnyPackage("io.weft.xds.assemble", "io.weft.xds.cache")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.protobuf..", "io.grpc..")
                .check(MAIN);
    }

    @Test
    void showsNeitherProtobufNorGrpc() {
        assertThat(MAIN.stream()
                        .filter(type -> type.getPackageName().equals("io.weft.xds"))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .flatMap(FenceTest::shown)
                        .map(JavaClass::getPackageName))
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("com.google") || name.startsWith("io.grpc"));
    }

    private static Stream<JavaClass> shown(JavaClass type) {
        return type.getCodeUnits().stream()
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap((JavaCodeUnit unit) ->
                        Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream()));
    }
}
