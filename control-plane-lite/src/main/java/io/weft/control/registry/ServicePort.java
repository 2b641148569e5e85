package io.weft.control.registry;

import java.util.OptionalInt;

/**
 * One port of a service.
 *
 * @param number what callers name
 * @param name unique within the service; may be empty
 * @param protocol what is spoken on it
 * @param targetPort the port of the workloads, if it is written as a number
 * @param targetName the name of that port, if it is written as a name; else empty
 */
public record ServicePort(int number, String name, Protocol protocol, OptionalInt targetPort, String targetName) {

    /**
     * The workload's own port behind this one: what it registered under the port's name, else what the service says.
     */
    int on(Workload workload) {
        Integer named = workload.ports().get(name);
        if (named == null && !targetName.isEmpty()) {
            named = workload.ports().get(targetName);
        }
        return named != null ? named : targetPort.orElse(number);
    }
}
