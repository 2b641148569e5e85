package io.weft.runtime.http;

import io.weft.runtime.call.Answer;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.CallPlanner;
import io.weft.runtime.call.Plan;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.protocol.RequestAddCookies;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;

/** Carries calls as the engine plans them. {@code https} is the caller's own affair and passes through. */
final class MeshCarrier implements Carrier {

    private final CallPlanner planner;
    private final Snapshots snapshots;
    private final Ways ways;
    private final Beside beside;
    private final LongSupplier nanoTime;
    private final ConnectLimits connectLimits = new ConnectLimits();

    MeshCarrier(CallPlanner planner, Snapshots snapshots, Ways ways, Beside beside, LongSupplier nanoTime) {
        this.planner = planner;
        this.snapshots = snapshots;
        this.ways = ways;
        this.beside = beside;
        this.nanoTime = nanoTime;
    }

    @Override
    public ClassicHttpResponse carry(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, Client client)
            throws IOException, HttpException {
        if (scope.route.isSecure()) {
            return chain.proceed(request, scope);
        }
        addStoredCookies(request, scope);
        Limits limits = new Limits(
                nanoTime, scope.clientContext.getRequestConfigOrDefault(), client.connections(), connectLimits);
        HttpHead head = new HttpHead(request, scope.route.getTargetHost());
        Plan plan = planner.plan(head, snapshots.knowing(CallPlanner.upstreamOf(head), limits), OptionalLong.empty());
        if (plan instanceof Plan.PassThrough) {
            return chain.proceed(request, scope);
        }
        if (!request.containsHeader(HttpHeaders.HOST)) {
            // HttpClient would do that further down, and put the same text together once more.
            request.addHeader(HttpHeaders.HOST, head.authority());
        }
        try {
            ClassicHttpResponse response = planned(plan, request, scope, chain, client, limits);
            if (OwnRetries.mayRepeat(response)) {
                OwnRetries.planned(scope.clientContext);
            }
            return response;
        } catch (IOException | HttpException e) {
            OwnRetries.planned(scope.clientContext);
            throw e;
        }
    }

    private ClassicHttpResponse planned(
            Plan plan, ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, Client client, Limits limits)
            throws IOException, HttpException {
        if (plan instanceof CallPlan call) {
            client.idle().of(scope.execRuntime);
            return new HttpCall(call, new HttpExchange(request, scope, chain, ways, limits, client, beside)).run();
        }
        Answer answer = (Answer) plan;
        limits.pause(answer.delay(), scope);
        return LocalResponse.of(answer, request.getMethod());
    }

    /** Routes may match on cookies; the client would add those it keeps only further down. */
    private static void addStoredCookies(ClassicHttpRequest request, ExecChain.Scope scope)
            throws HttpException, IOException {
        HttpClientContext context = scope.clientContext;
        if (context.getCookieStore() != null
                && !context.getCookieStore().getCookies().isEmpty()) {
            context.setRoute(scope.route);
            RequestAddCookies.INSTANCE.process(request, request.getEntity(), context);
        }
    }
}
