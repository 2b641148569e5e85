package io.weft.xds.decode;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.listener.v3.Listener;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.function.Function;

/** The four kinds of resources that describe upstreams, and how each is read. */
public enum ResourceType {
    LDS(Listener.class, Listener.parser(), true, Listener::getName, ListenerDecoder::decode),
    RDS(
            RouteConfiguration.class,
            RouteConfiguration.parser(),
            false,
            RouteConfiguration::getName,
            RouteConfigurationDecoder::decode),
    CDS(Cluster.class, Cluster.parser(), true, Cluster::getName, ClusterDecoder::decode),
    EDS(
            ClusterLoadAssignment.class,
            ClusterLoadAssignment.parser(),
            false,
            ClusterLoadAssignment::getClusterName,
            LoadAssignmentDecoder::decode);

    private final Reading<? extends Message> reading;
    private final boolean fullState;

    <M extends Message> ResourceType(
            Class<M> message,
            Parser<M> parser,
            boolean fullState,
            Function<M, String> name,
            Function<M, Resource> decoder) {
        this.reading = new Reading<>(message, parser, name, decoder);
        this.fullState = fullState;
    }

    /** The class that grpc-xds unpacks resources of this type to. */
    public Class<? extends Message> message() {
        return reading.message;
    }

    public String typeUrl() {
        return switch (this) {
            case LDS -> "type.googleapis.com/envoy.config.listener.v3.Listener";
            case RDS -> "type.googleapis.com/envoy.config.route.v3.RouteConfiguration";
            case CDS -> "type.googleapis.com/envoy.config.cluster.v3.Cluster";
            case EDS -> "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment";
        };
    }

    /** Whether each response holds everything that was asked for, so that what is missing does not exist. */
    public boolean fullState() {
        return fullState;
    }

    /** The name of a resource of this type. */
    public String nameOf(Message message) {
        return reading.nameOf(message);
    }

    /** Reads a message of this type. */
    public Decoded decode(Message message) {
        try {
            return new Decoded.Accepted(reading.decode(message));
        } catch (Malformed malformed) {
            return new Decoded.Rejected(malformed.field(), malformed.reason());
        }
    }

    /** Reads the serialized form of a message of this type. */
    public Decoded decode(byte[] serialized) {
        try {
            return decode(reading.parser.parseFrom(serialized));
        } catch (InvalidProtocolBufferException e) {
            return new Decoded.Rejected("", "not a serialized " + reading.message.getSimpleName());
        }
    }

    /** Holds the four pieces that agree on one message class. */
    private record Reading<M extends Message>(
            Class<M> message, Parser<M> parser, Function<M, String> name, Function<M, Resource> decoder) {

        String nameOf(Message resource) {
            return name.apply(message.cast(resource));
        }

        Resource decode(Message resource) {
            return decoder.apply(message.cast(resource));
        }
    }
}
