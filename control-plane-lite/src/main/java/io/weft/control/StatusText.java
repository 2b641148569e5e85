package io.weft.control;

import io.weft.control.config.Problem;
import io.weft.control.serve.ClientStatus;
import io.weft.control.serve.TypeStatus;
import io.weft.control.translate.ResourceType;
import java.util.List;

/** The state of the fleet for people: a line per client, a column per type, then refusals and problems. */
final class StatusText {

    private StatusText() {}

    static String of(List<ClientStatus> clients, List<Problem> problems) {
        StringBuilder out = new StringBuilder();
        int width = clients.stream()
                .mapToInt(client -> client.node().length())
                .max()
                .orElse(0);
        String line = "%-" + Math.max(width, 6) + "s  %-5s  %-8s  %-8s  %-8s  %-8s%n";
        out.append(line.formatted("CLIENT", "XDS", "CDS", "EDS", "LDS", "RDS"));
        for (ClientStatus client : clients) {
            out.append(line.formatted(
                    client.node(),
                    client.incremental() ? "delta" : "sotw",
                    state(client, ResourceType.CDS),
                    state(client, ResourceType.EDS),
                    state(client, ResourceType.LDS),
                    state(client, ResourceType.RDS)));
        }
        for (ClientStatus client : clients) {
            for (TypeStatus type : client.types()) {
                if (!type.refusal().isEmpty()) {
                    out.append("%n%s refused %s: %s%n".formatted(client.node(), type.type(), type.refusal()));
                }
            }
        }
        out.append("%n%d clients, %d problems%n".formatted(clients.size(), problems.size()));
        problems.forEach(problem -> out.append(problem).append(System.lineSeparator()));
        return out.toString();
    }

    private static String state(ClientStatus client, ResourceType wanted) {
        return client.types().stream()
                .filter(type -> type.type() == wanted)
                .map(type -> type.state().name())
                .findFirst()
                .orElse("-");
    }
}
