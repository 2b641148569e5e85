package io.weft.xds.client;

import com.google.protobuf.ByteString;
import io.grpc.xds.client.XdsClient;
import io.weft.xds.decode.Resource;

/** What grpc-xds hands to the watcher of a resource. Equal ones are not handed out twice. */
record Received(Resource resource, ByteString serialized) implements XdsClient.ResourceUpdate {}
