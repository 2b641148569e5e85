package io.weft.spring;

import io.weft.model.Address;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.call.TraceHeaders;
import io.weft.spi.MeshEvents;
import io.weft.spi.SnapshotSource;
import io.weft.xds.Registration;
import io.weft.xds.XdsBootstrap;
import io.weft.xds.XdsSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The mesh itself: who this process is, its way to the control plane, the engine, its entry in the registry. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "mesh.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MeshProperties.class)
public final class MeshAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MeshIdentity meshIdentity(
            MeshProperties properties, @Value("${spring.application.name:application}") String applicationName) {
        return MeshIdentity.of(properties, applicationName);
    }

    @Bean
    @ConditionalOnMissingBean
    XdsBootstrap meshBootstrap(MeshProperties properties, MeshIdentity identity) {
        return identity.bootstrap(properties.controlPlane());
    }

    @Bean
    @ConditionalOnMissingBean(SnapshotSource.class)
    XdsSource meshSnapshotSource(XdsBootstrap bootstrap) {
        return XdsSource.open(bootstrap);
    }

    @Bean
    @ConditionalOnMissingBean
    Mesh mesh(MeshProperties properties, SnapshotSource source, ObjectProvider<MeshEvents> events) {
        MeshOptions options = MeshOptions.DEFAULT
                .withMode(properties.mode())
                .withSidecar(Address.parse(properties.sidecar().address()))
                .withPatience(properties.controlPlane().patience())
                .withTraceHeaders(TraceHeaders.DEFAULT.with(
                        properties.traceHeaders().additional(),
                        properties.traceHeaders().excluded()))
                .withEvents(events.getIfUnique(() -> MeshEvents.NONE));
        return Mesh.start(options, source);
    }

    @Bean
    MeshLifecycle meshLifecycle(Mesh mesh, MeshProperties properties, MeshIdentity identity) {
        return new MeshLifecycle(mesh, properties, identity);
    }

    @Bean
    @ConditionalOnMissingBean
    WorkloadPorts meshWorkloadPorts() {
        return new WorkloadPorts();
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "mesh.register.enabled", matchIfMissing = true)
    Lease meshLease(MeshProperties properties, MeshIdentity identity, XdsBootstrap bootstrap, WorkloadPorts ports) {
        return new Lease(
                properties,
                ports,
                listening -> Registration.open(bootstrap, identity.workloadInfo(properties, listening)));
    }
}
