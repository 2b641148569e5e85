package io.weft.bookinfo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What this module may depend on. */
class FenceTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.weft.bookinfo");

    private static final DescribedPredicate<JavaClass> OF_THE_MESH = DescribedPredicate.describe(
            "belong to the mesh",
            type -> type.getPackageName().startsWith("io.weft")
                    && !type.getPackageName().startsWith("io.weft.bookinfo"));

    @Test
    void knowsNothingOfTheMesh() {
        noClasses().should().dependOnClassesThat(OF_THE_MESH).check(MAIN);
    }

    @Test
    void servicesKnowNothingOfEachOtherNorOfWhatRunsThem() {
        for (String service : new String[] {"productpage", "details", "reviews", "ratings", "echo", "httpbin"}) {
            noClasses()
                    .that()
                    .resideInAPackage("io.weft.bookinfo." + service)
                    .should()
                    .dependOnClassesThat(DescribedPredicate.describe(
                            "belong to something else",
                            type -> type.getPackageName().startsWith("io.weft.bookinfo")
                                    && !type.getPackageName().startsWith("io.weft.bookinfo.api")
                                    && !type.getPackageName().startsWith("io.weft.bookinfo.proto")
                                    && !type.getPackageName().equals("io.weft.bookinfo." + service)))
                    .check(MAIN);
        }
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching("io.weft.bookinfo.(**)").should().beFreeOfCycles().check(MAIN);
    }
}
