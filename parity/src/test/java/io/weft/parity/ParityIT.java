package io.weft.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.parity.Parity.Client;
import io.weft.parity.Parity.Subject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every recorded decision of Istio and Envoy, through the whole of ours. */
class ParityIT {

    @ParameterizedTest
    @EnumSource
    void decidesAsIstioAndEnvoyDid(Subject subject) throws URISyntaxException {
        judge(subject, Client.apache);
    }

    @Test
    void decidesAsIstioAndEnvoyDidWithWebClient() throws URISyntaxException {
        judge(Subject.routing, Client.webclient);
    }

    private void judge(Subject subject, Client client) throws URISyntaxException {
        URL folder = Objects.requireNonNull(getClass().getResource("/recordings/" + subject));
        Report report = Parity.run(subject, Path.of(folder.toURI()), client);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        report.print(new PrintStream(text, true, StandardCharsets.UTF_8));
        System.out.println(subject + " (" + client + "): " + report.summary());
        assertThat(report.different()).as(text.toString(StandardCharsets.UTF_8)).isZero();
    }
}
