package io.weft.spring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ports that the servers of this application really listen on, noted as they start. */
public final class WorkloadPorts {

    private final Map<String, Integer> ports = new ConcurrentHashMap<>();

    /** @param name the Service's port that it is for: http, grpc */
    public void listening(String name, int port) {
        ports.put(name, port);
    }

    Map<String, Integer> all() {
        return Map.copyOf(ports);
    }
}
