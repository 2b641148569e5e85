package io.weft.control.analyze;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.Problem;
import io.weft.control.config.Service;
import io.weft.control.config.Severity;
import io.weft.control.registry.Protocol;
import java.util.List;

/** Ports whose name does not tell what is spoken on them. */
final class PortNames {

    private PortNames() {}

    static void check(ConfigSnapshot config, List<Problem> problems) {
        for (ConfigObject<Service> object : config.services()) {
            List<Service.Port> ports = object.spec().ports();
            for (int i = 0; i < ports.size(); i++) {
                Service.Port port = ports.get(i);
                if (Protocol.ofKubernetes(port.name(), port.appProtocol(), port.protocol()) == Protocol.UNSPECIFIED) {
                    problems.add(
                            new Problem(
                                    Severity.INFO,
                                    Codes.PORT_NAME,
                                    port.at(),
                                    object.id().toString(),
                                    "spec.ports[" + i + "]",
                                    "the protocol is not told, HTTP/1 is assumed; set `appProtocol`, or begin the name with http-, http2- or grpc-"));
                }
            }
        }
    }
}
