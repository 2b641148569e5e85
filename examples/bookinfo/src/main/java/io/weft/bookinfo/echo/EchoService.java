package io.weft.bookinfo.echo;

import io.grpc.stub.StreamObserver;
import io.weft.bookinfo.proto.echo.v1.EchoGrpc;
import io.weft.bookinfo.proto.echo.v1.EchoRequest;
import io.weft.bookinfo.proto.echo.v1.EchoResponse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** Answers with the name of this process. */
@Service
class EchoService extends EchoGrpc.EchoImplBase {

    private final String hostname;

    EchoService(@Value("${echo.hostname}") String hostname) {
        this.hostname = hostname;
    }

    @Override
    public void echo(EchoRequest request, StreamObserver<EchoResponse> answer) {
        answer.onNext(EchoResponse.newBuilder().setHostname(hostname).build());
        answer.onCompleted();
    }
}
