package io.weft.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class FailFastTest {

    @Test
    void refusesToStartWithoutItsControlPlaneAndSaysWhatToDo() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MeshAutoConfiguration.class))
                .withPropertyValues(
                        "mesh.control-plane.address=127.0.0.1:1",
                        "mesh.control-plane.fail-fast=true",
                        "mesh.control-plane.initial-timeout=200ms")
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis =
                            new ControlPlaneFailureAnalyzer().analyze(requireNonNull(context.getStartupFailure()));
                    assertThat(requireNonNull(analysis).getDescription()).contains("127.0.0.1:1");
                    assertThat(analysis.getAction())
                            .contains("mesh.control-plane.address", "mesh.control-plane.fail-fast=false");
                });
    }
}
