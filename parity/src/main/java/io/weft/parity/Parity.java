package io.weft.parity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code weft parity routing|grpc|ejection|policy|validation FOLDER}: exit code 1 if anything differs, 2 on wrong use.
 * Routing is judged once with each HTTP client of the mesh, unless one is named.
 */
@Command(
        name = "parity",
        description = "Replays a folder of recorded decisions of Istio and Envoy and prints every difference.")
public final class Parity implements Callable<Integer> {

    /** What can be judged. */
    enum Subject {
        routing,
        grpc,
        ejection,
        policy,
        validation
    }

    /** What HTTP calls are made with. */
    enum Client {
        apache,
        webclient
    }

    @Parameters(index = "0", description = "What to judge: ${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Subject subject;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "The recordings.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path folder;

    @Option(names = "--client", description = "Judge routing with this client alone: ${COMPLETION-CANDIDATES}")
    private @Nullable Client client;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Parity()).execute(arguments));
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            System.err.println("No such folder: " + folder);
            return CommandLine.ExitCode.USAGE;
        }
        int different = 0;
        for (Client each : clients()) {
            Report report = run(subject, folder, each);
            report.print(System.out);
            different += report.different();
        }
        return different == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<Client> clients() {
        if (subject != Subject.routing) {
            return List.of(Client.apache);
        }
        return client == null ? List.of(Client.values()) : List.of(client);
    }

    /** @param client matters to routing only */
    static Report run(Subject subject, Path folder, Client client) {
        switch (subject) {
            case routing:
                return RoutingParity.run(folder, mesh -> client == Client.webclient ? mesh.reactive() : mesh.http());
            case grpc:
                return GrpcParity.run(folder);
            case ejection:
                return EjectionParity.run(folder);
            case policy:
                return PolicyParity.run(folder);
            case validation:
                return ValidationParity.run(folder);
        }
        throw new IllegalArgumentException("unknown subject " + subject);
    }
}
