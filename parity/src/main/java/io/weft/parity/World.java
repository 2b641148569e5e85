package io.weft.parity;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The surroundings of a recorded case.
 *
 * @param namespace of its services and rules
 * @param client who calls
 * @param endpoints address by version, by service
 */
record World(String namespace, Client client, Map<String, Map<String, String>> endpoints) {

    /** A calling workload. */
    record Client(String namespace, Map<String, String> labels) {}

    static World of(JsonNode line) {
        Map<String, Map<String, String>> endpoints = new LinkedHashMap<>();
        line.path("endpoints")
                .properties()
                .forEach(service -> endpoints.put(service.getKey(), strings(service.getValue())));
        JsonNode client = line.path("client");
        return new World(
                line.path("namespace").asString(),
                new Client(client.path("namespace").asString(), strings(client.path("labels"))),
                endpoints);
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asString()));
        return strings;
    }
}
