package io.weft.runtime.grpc;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.weft.runtime.load.LoadText;
import io.weft.runtime.load.ServerLoad;

/** Tells callers who ask how busy this process is. */
record LoadService(ServerLoad load) implements BindableService {

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(LoadMethod.SERVICE)
                .addMethod(LoadMethod.GET, (call, headers) -> tell(call))
                .build();
    }

    /** Whatever the message says, and before it has come. */
    ServerCall.Listener<LoadMethod.Empty> tell(ServerCall<LoadMethod.Empty, LoadMethod.Empty> call) {
        Metadata headers = new Metadata();
        headers.put(LoadMethod.REPORT, LoadText.of(load.report()));
        call.sendHeaders(headers);
        call.sendMessage(LoadMethod.Empty.MESSAGE);
        call.close(Status.OK, new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
