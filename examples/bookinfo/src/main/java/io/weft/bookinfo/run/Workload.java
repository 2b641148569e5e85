package io.weft.bookinfo.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A process to start.
 *
 * @param name unique among the processes of a run, such as {@code reviews-v3}
 * @param app what it is: one of the services
 * @param version the label that subsets look at
 * @param environment environment variables beside SERVICE_VERSION and HOSTNAME
 * @param port the HTTP port, 0 for any
 */
public record Workload(String name, String app, String version, Map<String, String> environment, int port) {

    public Workload {
        environment = Map.copyOf(environment);
    }

    public static Workload of(String app, String version) {
        return new Workload(app + "-" + version, app, version, Map.of(), 0);
    }

    /** The same under another name. */
    public Workload named(String other) {
        return new Workload(other, app, version, environment, port);
    }

    public Workload on(int httpPort) {
        return new Workload(name, app, version, environment, httpPort);
    }

    public Workload onFreePort() {
        return on(Ports.free());
    }

    public Workload with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new Workload(name, app, version, more, port);
    }

    String mainClass() {
        return "io.weft.bookinfo." + app + "." + app.substring(0, 1).toUpperCase(Locale.ROOT) + app.substring(1)
                + "Application";
    }

    /** Everything a platform would say to the process: where to listen, which control plane, which labels. */
    List<String> arguments(String controlPlane) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--server.address=127.0.0.1");
        arguments.add("--server.port=" + port);
        arguments.add("--spring.grpc.server.address=127.0.0.1");
        arguments.add("--spring.grpc.server.port=0");
        arguments.add("--mesh.control-plane.address=" + controlPlane);
        arguments.add("--mesh.register.name=" + name);
        arguments.add("--mesh.labels.app=" + app);
        arguments.add("--mesh.labels.version=" + version);
        return arguments;
    }

    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.putIfAbsent("SERVICE_VERSION", version);
        variables.put("HOSTNAME", name);
        return variables;
    }
}
