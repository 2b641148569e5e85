package io.weft.bookinfo.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFolderTest {

    @TempDir
    Path folder;

    private ConfigFolder config;

    @BeforeEach
    void begin() throws IOException {
        config = new ConfigFolder(folder.resolve("config"), Path.of("rules"));
        config.begin();
    }

    @Test
    void beginsWithServicesAndTheirSubsets() {
        assertThat(config.path().resolve("service-ratings.yaml")).content().contains("port: 9090");
        assertThat(config.path().resolve("destinationrule-reviews.yaml")).exists();
        assertThat(config.others()).isEmpty();
    }

    @Test
    void anObjectAppliedAgainReplacesItself() {
        config.apply("virtual-service-all-v1");
        config.apply("virtual-service-reviews-v3");
        assertThat(config.others())
                .containsExactly(
                        "virtualservice-details.yaml",
                        "virtualservice-productpage.yaml",
                        "virtualservice-ratings.yaml",
                        "virtualservice-reviews.yaml");
        assertThat(config.path().resolve("virtualservice-reviews.yaml"))
                .content()
                .contains("subset: v3");
    }

    @Test
    void appliesAFileByItsPath() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), config.text("virtual-service-reviews-v3"));
        config.apply(file.toString());
        assertThat(config.others()).containsExactly("virtualservice-reviews.yaml");
    }

    @Test
    void resetTakesRulesAwayAndPutsSubsetsBack() throws IOException {
        config.apply("virtual-service-all-v1");
        config.apply("destination-rule-ratings-ejection");
        config.reset();
        assertThat(config.others()).isEmpty();
        assertThat(config.path().resolve("destinationrule-ratings.yaml"))
                .content()
                .doesNotContain("outlierDetection");
    }
}
