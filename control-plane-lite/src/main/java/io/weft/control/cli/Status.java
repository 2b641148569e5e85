package io.weft.control.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "Shows the connected clients, how each stands with what it was sent, and what is wrong.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Status implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--address", defaultValue = "127.0.0.1:15014", description = "Status port of the control plane.")
    private String address = "";

    @Override
    public Integer call() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/status"))
                .timeout(PATIENCE)
                .build();
        try {
            HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            spec.commandLine().getOut().print(response.body());
            spec.commandLine().getOut().flush();
            return response.statusCode() == 200 ? 0 : 1;
        } catch (IOException e) {
            spec.commandLine().getErr().println("weft: no control plane answers at " + address + " (" + e + ")");
            return 1;
        }
    }
}
