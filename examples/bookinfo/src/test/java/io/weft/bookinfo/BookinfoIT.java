package io.weft.bookinfo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.bookinfo.run.Bookinfo;
import io.weft.bookinfo.run.Layout;
import io.weft.bookinfo.run.Settings;
import io.weft.bookinfo.story.Report;
import io.weft.bookinfo.story.Stories;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every story, on one bookinfo of real processes. */
class BookinfoIT {

    private static Bookinfo bookinfo;

    @BeforeAll
    static void start() {
        bookinfo = Bookinfo.start(
                new Layout(Path.of("../..")),
                Settings.apart(Path.of("target/bookinfo-it").toAbsolutePath()));
    }

    @AfterAll
    static void stop() {
        bookinfo.close();
    }

    @TestFactory
    Stream<DynamicTest> isAsPromised() {
        return Stories.ALL.stream()
                .map(story -> DynamicTest.dynamicTest(story.name(), () -> {
                    Report report = Stories.tell(bookinfo, story, System.out);
                    assertThat(report.checks()).isNotEmpty().allMatch(Report.Check::kept);
                }));
    }
}
