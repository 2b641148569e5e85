package io.weft.runtime.call;

import io.weft.model.Fault;
import io.weft.model.ResponseFlag;
import io.weft.model.RouteAction;
import java.util.ArrayList;
import java.util.List;

/** The answers that a route's rule gives in place of an upstream's. */
final class RuleAnswers {

    private RuleAnswers() {}

    /** A gRPC code stands for itself; an HTTP caller then gets status 200, as from Envoy. */
    static Answer aborted(CallContext context, Fault.Abort abort) {
        int status = abort.httpStatus().orElse(200);
        int code = abort.grpcStatus().orElseGet(() -> GrpcCode.ofHttp(status));
        return context.answer(
                status,
                code,
                new ArrayList<>(),
                LocalReply.FAULT_ABORT,
                LocalReply.FAULT_ABORT_DETAILS,
                ResponseFlag.FI);
    }

    /** A redirect or a direct response. */
    static Answer direct(CallContext context, CompiledRoute route) {
        int status;
        String body = "";
        List<Header> headers = new ArrayList<>();
        if (route.route().action() instanceof RouteAction.Redirect redirect) {
            status = redirect.status();
            headers.add(new Header("location", RedirectTarget.of(redirect, route.rewrite(), context.head())));
        } else {
            RouteAction.Respond respond = (RouteAction.Respond) route.route().action();
            status = respond.status();
            body = respond.body();
        }
        return context.answer(status, GrpcCode.ofHttp(status), headers, body, "direct_response");
    }
}
