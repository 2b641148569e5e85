package io.weft.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary config folder with the rules of all cases and a WorkloadEntry for each of their endpoints. */
record CaseFolder(Path path) implements AutoCloseable {

    static CaseFolder of(List<RecordedCase> cases) {
        try {
            Path folder = Files.createTempDirectory("weft-parity");
            for (RecordedCase recorded : cases) {
                Files.copy(recorded.yaml(), folder.resolve(recorded.name() + ".yaml"));
                Files.writeString(folder.resolve(recorded.name() + "-workloads.yaml"), workloads(recorded.world()));
            }
            return new CaseFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the rules of the cases", e);
        }
    }

    private static String workloads(World world) {
        StringBuilder yaml = new StringBuilder();
        world.endpoints()
                .forEach((service, versions) -> versions.forEach(
                        (version, address) -> yaml.append(workload(world, service, version, address))));
        return yaml.toString();
    }

    private static String workload(World world, String service, String version, String address) {
        return """
                ---
                apiVersion: networking.istio.io/v1
                kind: WorkloadEntry
                metadata: {name: %s-%s, namespace: %s}
                spec:
                  address: %s
                  labels: {app: %s, version: %s}
                """.formatted(service, version, world.namespace(), address, service, version);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(CaseFolder::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file, e);
        }
    }
}
