package io.weft.control.serve;

import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.weft.control.translate.ResourceType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A client of either protocol that answers when it is told to. It sends its node with the first request only. */
final class TestClient {

    private final Hub<String> hub;
    private final Protocol protocol;
    private final ClientStream stream;
    private final Deque<Reply> received = new ArrayDeque<>();
    private final Map<ResourceType, Set<String>> names = new EnumMap<>(ResourceType.class);
    private final Map<ResourceType, String> nonces = new EnumMap<>(ResourceType.class);
    private boolean introduced;
    int responses;

    TestClient(Hub<String> hub, Protocol protocol) {
        this.hub = hub;
        this.protocol = protocol;
        this.stream = new ClientStream(protocol);
        hub.open(stream, reply -> {
            responses++;
            nonces.put(reply.type(), reply.nonce());
            received.add(reply);
        });
    }

    void subscribe(ResourceType type, String... more) {
        names(type).addAll(List.of(more));
        send(type, List.of(more), List.of(), "");
    }

    void unsubscribe(ResourceType type, String... less) {
        names(type).removeAll(Arrays.asList(less));
        send(type, List.of(), List.of(less), "");
    }

    /** State of the world: a request with exactly these names, answering the last response. */
    void ask(ResourceType type, String... exactly) {
        names(type).clear();
        names(type).addAll(List.of(exactly));
        whole(type, nonces.getOrDefault(type, ""), "");
    }

    void ack(Reply reply) {
        answer(reply, "");
    }

    void nack(Reply reply, String why) {
        answer(reply, why);
    }

    private void answer(Reply reply, String refusal) {
        if (protocol == Protocol.WHOLE) {
            whole(reply.type(), reply.nonce(), refusal);
        } else {
            delta(DeltaDiscoveryRequest.newBuilder().setResponseNonce(reply.nonce()), reply.type(), refusal);
        }
    }

    private void send(ResourceType type, List<String> more, List<String> less, String refusal) {
        if (protocol == Protocol.WHOLE) {
            whole(type, nonces.getOrDefault(type, ""), refusal);
        } else {
            delta(
                    DeltaDiscoveryRequest.newBuilder()
                            .addAllResourceNamesSubscribe(more)
                            .addAllResourceNamesUnsubscribe(less),
                    type,
                    refusal);
        }
    }

    void whole(ResourceType type, String nonce, String refusal) {
        DiscoveryRequest.Builder request = DiscoveryRequest.newBuilder()
                .setTypeUrl(type.typeUrl())
                .setResponseNonce(nonce)
                .addAllResourceNames(names(type));
        if (!refusal.isEmpty()) {
            request.setErrorDetail(Status.newBuilder().setMessage(refusal));
        }
        raw(request.build());
    }

    void delta(DeltaDiscoveryRequest.Builder request, ResourceType type, String refusal) {
        if (!refusal.isEmpty()) {
            request.setErrorDetail(Status.newBuilder().setMessage(refusal));
        }
        hub.request(stream, node(), Ask.of(request.setTypeUrl(type.typeUrl()).build()));
    }

    void raw(DiscoveryRequest request) {
        hub.request(stream, node(), Ask.of(request));
    }

    void close() {
        hub.close(stream);
    }

    /** The responses since the last call. */
    List<Reply> take() {
        List<Reply> replies = new ArrayList<>(received);
        received.clear();
        return replies;
    }

    /** The only response since the last call. */
    Reply takeOne() {
        List<Reply> replies = take();
        if (replies.size() != 1) {
            throw new AssertionError("expected one response, got " + replies);
        }
        return replies.get(0);
    }

    /** Acknowledges until nothing more comes, and returns all that came. */
    List<Reply> acknowledgeAll() {
        List<Reply> all = new ArrayList<>();
        while (!received.isEmpty()) {
            Reply reply = received.remove();
            all.add(reply);
            ack(reply);
        }
        return all;
    }

    Set<String> names(ResourceType type) {
        return names.computeIfAbsent(type, t -> new LinkedHashSet<>());
    }

    private Node node() {
        Node node = introduced
                ? Node.getDefaultInstance()
                : Node.newBuilder().setId("test").setCluster("default").build();
        introduced = true;
        return node;
    }

    static List<String> names(Reply reply) {
        return reply.resources().stream().map(Entry::name).toList();
    }
}
