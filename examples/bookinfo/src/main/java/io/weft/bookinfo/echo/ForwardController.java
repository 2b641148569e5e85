package io.weft.bookinfo.echo;

import io.grpc.StatusRuntimeException;
import io.weft.bookinfo.proto.echo.v1.EchoGrpc;
import io.weft.bookinfo.proto.echo.v1.EchoGrpc.EchoBlockingStub;
import io.weft.bookinfo.proto.echo.v1.EchoRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Calls any target over gRPC, on one channel each, and tells who answered. */
@RestController
class ForwardController {

    private final GrpcChannelFactory channels;
    private final Map<String, EchoBlockingStub> targets = new ConcurrentHashMap<>();

    ForwardController(GrpcChannelFactory channels) {
        this.channels = channels;
    }

    @GetMapping("/forward")
    ResponseEntity<String> forward(@RequestParam String target) {
        EchoBlockingStub stub =
                targets.computeIfAbsent(target, name -> EchoGrpc.newBlockingStub(channels.createChannel(name)));
        try {
            return ResponseEntity.ok(stub.withDeadlineAfter(5, TimeUnit.SECONDS)
                    .echo(EchoRequest.getDefaultInstance())
                    .getHostname());
        } catch (StatusRuntimeException e) {
            return ResponseEntity.status(HttpStatus.BAD_GATEWAY).body(e.getMessage());
        }
    }
}
