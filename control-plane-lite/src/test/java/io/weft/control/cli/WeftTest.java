package io.weft.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WeftTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void validateTellsPlaceAndReasonAndFails() throws IOException {
        Files.writeString(folder.resolve("rule.yaml"), """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews}
                spec:
                  hosts: [reviews]
                  http:
                  - route: [{destination: {host: nowhere}}]
                """);
        assertThat(run("validate", folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("rule.yaml:7:").contains("IST0101").contains(": 1 errors, 0 warnings");
    }

    @Test
    void validateIsContentWithAGoodFolder() throws IOException {
        Files.writeString(folder.resolve("reviews.yaml"), """
                apiVersion: v1
                kind: Service
                metadata: {name: reviews}
                spec: {ports: [{name: http, port: 9080}]}
                """);
        assertThat(run("validate", folder.toString())).isZero();
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(run("validate", folder.resolve("nowhere").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("weft: there is no folder");
        assertThat(run("serve")).as("wrong usage").isEqualTo(2);
        assertThat(run("status", "--address", "127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString()).contains("no control plane answers at 127.0.0.1:1");
    }

    private int run(String... arguments) {
        CommandLine weft = Weft.commandLine();
        return weft.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }
}
