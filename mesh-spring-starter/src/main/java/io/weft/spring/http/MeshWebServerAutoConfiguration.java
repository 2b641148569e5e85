package io.weft.spring.http;

import io.weft.runtime.Mesh;
import io.weft.spring.MeshAutoConfiguration;
import io.weft.spring.WorkloadPorts;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;

/** Notes the port of the web server. */
@AutoConfiguration(after = MeshAutoConfiguration.class)
@ConditionalOnClass(WebServerInitializedEvent.class)
@ConditionalOnBean(Mesh.class)
public final class MeshWebServerAutoConfiguration {

    @Bean
    ApplicationListener<WebServerInitializedEvent> meshWebServerPort(WorkloadPorts ports) {
        return event -> {
            // The management server, if it has a port of its own, is not what the mesh calls.
            if (!WebServerApplicationContext.hasServerNamespace(event.getApplicationContext(), "management")) {
                ports.listening("http", event.getWebServer().getPort());
            }
        };
    }
}
