package io.weft.xds.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * Names every class of gRPC's internal API that is used, so that an upgrade that moves one of them fails here. Beside
 * them two interfaces are met by lambdas: BackoffPolicy.Provider and MessagePrettyPrinter.
 */
class GrpcTouchPointsTest {

    @Test
    void usesTheseInternalsOfGrpcAndNoOthers() {
        JavaClasses client = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.weft.xds");
        assertThat(client.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(Dependency::getTargetClass)
                        .map(type -> type.getName())
                        .filter(name -> name.startsWith("io.grpc.xds.client.") || name.startsWith("io.grpc.internal.")))
                .containsOnly(
                        io.grpc.internal.BackoffPolicy.class.getName(),
                        io.grpc.internal.TimeProvider.class.getName(),
                        io.grpc.xds.client.Bootstrapper.BootstrapInfo.class.getName(),
                        io.grpc.xds.client.Bootstrapper.BootstrapInfo.Builder.class.getName(),
                        io.grpc.xds.client.Bootstrapper.ServerInfo.class.getName(),
                        io.grpc.xds.client.EnvoyProtoData.Node.class.getName(),
                        io.grpc.xds.client.EnvoyProtoData.Node.Builder.class.getName(),
                        io.grpc.xds.client.Locality.class.getName(),
                        io.grpc.xds.client.XdsClient.class.getName(),
                        io.grpc.xds.client.XdsClient.ResourceUpdate.class.getName(),
                        io.grpc.xds.client.XdsClient.ResourceWatcher.class.getName(),
                        io.grpc.xds.client.XdsClientImpl.class.getName(),
                        io.grpc.xds.client.XdsClientMetricReporter.class.getName(),
                        io.grpc.xds.client.XdsResourceType.class.getName(),
                        io.grpc.xds.client.XdsResourceType.Args.class.getName(),
                        io.grpc.xds.client.XdsResourceType.ResourceInvalidException.class.getName(),
                        io.grpc.xds.client.XdsTransportFactory.class.getName(),
                        io.grpc.xds.client.XdsTransportFactory.XdsTransport.class.getName(),
                        io.grpc.xds.client.XdsTransportFactory.StreamingCall.class.getName(),
                        io.grpc.xds.client.XdsTransportFactory.EventHandler.class.getName());
    }
}
