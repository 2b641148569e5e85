package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.Cors;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.CorsPolicy;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.grpc.xds.StockParser;
import io.weft.proto.guard.v1.DestinationGuard;
import io.weft.proto.guard.v1.InboundGuard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All that clients of each kind are told about one mesh, word by word. With
 * {@code -Dtest.jvm.flags=-Dgolden.update=true} the expected texts are written anew.
 */
class GoldenTest {

    private static final Path FILES = Path.of("src/test/resources/translate");
    private static final int WIDTH = 140;
    private static final TextFormat.Printer PRINTER = TextFormat.printer()
            .usingTypeRegistry(TypeRegistry.newBuilder()
                    .add(HttpConnectionManager.getDescriptor())
                    .add(HTTPFault.getDescriptor())
                    .add(Cors.getDescriptor())
                    .add(CorsPolicy.getDescriptor())
                    .add(Router.getDescriptor())
                    .add(PreviousHostsPredicate.getDescriptor())
                    .add(HttpProtocolOptions.getDescriptor())
                    .add(DestinationGuard.getDescriptor())
                    .add(InboundGuard.getDescriptor())
                    .build());

    @ParameterizedTest
    @EnumSource(value = ClientKind.class, names = "ENVOY", mode = EnumSource.Mode.EXCLUDE)
    void tellsEachKindOfClientWhatItShould(ClientKind kind) throws IOException {
        Path expected = FILES.resolve("everything." + kind.name().toLowerCase(Locale.ROOT) + ".txt");
        String actual = text(kind);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    /** One refused resource would have gRPC refuse all others of its response. */
    @ParameterizedTest
    @EnumSource(value = ClientKind.class, names = "GRPC")
    void tellsStockGrpcNothingThatItRefuses(ClientKind kind) throws IOException {
        Given given = given(kind);
        for (ResourceType type : ResourceType.values()) {
            for (String name : names()) {
                given.resource(type, name)
                        .ifPresent(resource -> assertThat(StockParser.objection(type.typeUrl(), resource.toByteArray()))
                                .as(type + " " + name)
                                .isEmpty());
            }
        }
    }

    private static String text(ClientKind kind) throws IOException {
        Given given = given(kind);
        StringBuilder text = new StringBuilder();
        for (ResourceType type : ResourceType.values()) {
            for (String name : names()) {
                Optional<Message> resource = given.resource(type, name);
                if (resource.isPresent()) {
                    text.append("# ").append(type).append(' ').append(name).append('\n');
                    text.append(folded(PRINTER.printToString(resource.get())));
                }
            }
        }
        return text.toString();
    }

    /** The same text with every block on one line that fits there. */
    private static String folded(String text) {
        Deque<StringBuilder> open = new ArrayDeque<>(List.of(new StringBuilder()));
        for (String line : text.lines().toList()) {
            if (line.endsWith("{")) {
                open.push(new StringBuilder(line).append('\n'));
            } else if (line.endsWith("}") && line.strip().equals("}")) {
                String block = open.pop().append(line).append('\n').toString();
                String flat = block.strip().replaceAll("\\s*\n\\s*", " ");
                String indent =
                        block.substring(0, block.length() - block.stripLeading().length());
                open.element().append(indent.length() + flat.length() <= WIDTH ? indent + flat + "\n" : block);
            } else {
                open.element().append(line).append('\n');
            }
        }
        return open.element().append('\n').toString();
    }

    private static Given given(ClientKind kind) throws IOException {
        String yaml = Files.readString(FILES.resolve("everything.yaml"), StandardCharsets.UTF_8);
        Given given = Given.yaml(yaml).asked(kind, "shop");
        assertThat(given.view().problems()).isEmpty();
        return given;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of("cart:9000", "nowhere:80", "virtualInbound"));
        for (String subset : new String[] {"", "v1", "v2"}) {
            names.add("outbound|9000|" + subset + "|cart.shop.svc.cluster.local");
        }
        names.add("outbound|8080|v2|cart.shop.svc.cluster.local");
        names.add("outbound|9000||payments.example.com");
        return names;
    }
}
