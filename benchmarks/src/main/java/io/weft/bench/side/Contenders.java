package io.weft.bench.side;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that is compared, on addresses of one run. The first of each list is what the others are put beside.
 *
 * @param http port of the origin
 * @param grpc port of the origin
 * @param controlPlane host:port
 */
record Contenders(ClassPaths paths, int http, int grpc, String controlPlane) {

    static final String AS_BOOT_PICKS = "RestClient as Boot picks it (JDK)";
    static final String MESHED_REST = "RestClient in the mesh";
    static final String PLAIN_GRPC = "gRPC, plain";
    static final String STOCK_XDS = "gRPC, stock grpc-xds";
    static final String MESHED_GRPC = "gRPC in the mesh";

    private static final String REST = "io.weft.bench.calls.RestLeg";
    private static final String SPRING_CLOUD = "spring-cloud";
    private static final String ARMERIA = "armeria";

    List<Contender> overHttp() throws IOException {
        String origin = "http://127.0.0.1:" + http + "/api";
        List<Contender> all = new ArrayList<>();
        all.add(rest(AS_BOOT_PICKS, paths.bare(), origin));
        all.add(rest("RestClient on Apache HttpClient 5", paths.meshed(), origin, "--mesh.enabled=false"));
        all.add(meshed(MESHED_REST, "reviews"));
        if (paths.hasRival(SPRING_CLOUD)) {
            all.add(springCloud("127.0.0.1:" + http));
        }
        if (paths.hasRival(ARMERIA)) {
            all.add(armeria("reviews"));
        }
        return all;
    }

    List<Contender> overGrpc() {
        return List.of(
                grpc(PLAIN_GRPC, "dns:///127.0.0.1:" + grpc),
                grpc(STOCK_XDS, "xds:///reviews:7070"),
                grpc(MESHED_GRPC, "mesh:///reviews:7070"));
    }

    /** Each with two endpoints of which one refuses connections. */
    List<Contender> withDeadEndpoint() throws IOException {
        List<Contender> all = new ArrayList<>();
        all.add(meshed("RestClient in the mesh", "half"));
        all.add(meshed("RestClient in the mesh, retries off", "once"));
        if (paths.hasRival(SPRING_CLOUD)) {
            all.add(springCloud("127.0.0.1:" + Rules.REFUSING, "127.0.0.1:" + http));
        }
        if (paths.hasRival(ARMERIA)) {
            all.add(armeria("half"));
        }
        all.add(grpc(MESHED_GRPC, "mesh:///half:7070"));
        all.add(grpc("gRPC in the mesh, retries off", "mesh:///once:7070"));
        all.add(grpc(STOCK_XDS, "xds:///half:7070"));
        all.add(grpc("gRPC, plain (pick first)", "listed:///127.0.0.1:" + Rules.REFUSING + ",127.0.0.1:" + grpc));
        return all;
    }

    /** What cannot be compared in this build, and how to change that. */
    List<String> missing() {
        return Stream.of(SPRING_CLOUD, ARMERIA)
                .filter(name -> !paths.hasRival(name))
                .map(name -> name + ": not built (mvn -Privals package); its dependencies could not be resolved")
                .toList();
    }

    private Contender meshed(String name, String service) throws IOException {
        return rest(
                name,
                paths.meshed(),
                "http://" + service + ":9080/api",
                "--mesh.control-plane.address=" + controlPlane,
                "--mesh.control-plane.initial-timeout=30s",
                "--mesh.upstreams=" + service + ":9080");
    }

    private static Contender rest(String name, String classPath, String url, String... options) {
        List<String> arguments = new ArrayList<>(List.of(url, "--logging.level.root=off"));
        arguments.add("--spring.main.banner-mode=off");
        arguments.addAll(List.of(options));
        return new Contender(name, classPath, REST, arguments);
    }

    private Contender springCloud(String... addresses) throws IOException {
        return new Contender(
                "Spring Cloud LoadBalancer, Resilience4j",
                paths.rival(SPRING_CLOUD),
                "io.weft.bench.springcloud.SpringCloudLeg",
                List.of(addresses));
    }

    private Contender armeria(String service) throws IOException {
        return new Contender(
                "Armeria xDS",
                paths.rival(ARMERIA),
                "io.weft.bench.armeria.ArmeriaLeg",
                List.of(service + ":9080", controlPlane));
    }

    private Contender grpc(String name, String target) {
        return new Contender(
                name,
                System.getProperty("java.class.path"),
                "io.weft.bench.side.GrpcLeg",
                List.of(target, controlPlane));
    }
}
