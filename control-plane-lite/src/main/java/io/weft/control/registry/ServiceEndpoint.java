package io.weft.control.registry;

import java.util.Map;

/**
 * One address behind a port of a service.
 *
 * @param address an IP address, or a host name to be resolved
 * @param port the workload's own
 * @param labels of the workload
 * @param locality where it runs
 * @param weight its share, at least 1
 * @param draining whether it takes no new calls
 */
public record ServiceEndpoint(
        String address, int port, Map<String, String> labels, Locality locality, int weight, boolean draining) {

    static ServiceEndpoint of(Workload workload, ServicePort port) {
        return new ServiceEndpoint(
                workload.address(),
                port.on(workload),
                workload.labels(),
                workload.locality(),
                workload.weight(),
                workload.state() == Workload.State.DRAINING);
    }
}
