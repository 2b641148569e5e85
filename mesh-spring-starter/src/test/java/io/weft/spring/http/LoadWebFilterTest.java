package io.weft.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.runtime.load.LoadText;
import io.weft.runtime.load.ServerLoad;
import io.weft.runtime.upstream.LoadReport;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class LoadWebFilterTest {

    private long now = 1;
    private final ServerLoad load = new ServerLoad(() -> now);
    private final LoadWebFilter filter = new LoadWebFilter(load);

    private static MockServerWebExchange get(String path) {
        return MockServerWebExchange.from(MockServerHttpRequest.get(path));
    }

    @Test
    void answersForTheApplication() {
        load.begin();
        MockServerWebExchange exchange = get(LoadText.PATH);
        WebFilterChain application = asked -> Mono.error(new AssertionError("not for the application"));
        filter.filter(exchange, application).block();
        assertThat(exchange.getResponse().getHeaders().getFirst(LoadText.HEADER))
                .isEqualTo("inFlight=1 latencyNanos=0");
        assertThat(exchange.getResponse().isCommitted()).isTrue();
        assertThat(load.report().inFlight()).isEqualTo(1);
    }

    @Test
    void countsARequestWhileItIsServed() {
        Sinks.Empty<Void> answered = Sinks.empty();
        Disposable call = filter.filter(get("/"), asked -> answered.asMono()).subscribe();
        assertThat(load.report().inFlight()).isEqualTo(1);
        now += 500;
        assertThat(answered.tryEmitEmpty().isSuccess()).isTrue();
        assertThat(call.isDisposed()).isTrue();
        assertThat(load.report()).isEqualTo(new LoadReport(0, 500));
    }

    @Test
    void countsNoRequestThatFailedOrWasGivenUp() {
        Disposable failed = filter.filter(get("/"), asked -> Mono.error(new IllegalStateException("no")))
                .subscribe(done -> {}, failure -> {});
        assertThat(failed.isDisposed()).isTrue();
        Disposable call = filter.filter(get("/"), asked -> Mono.never()).subscribe();
        assertThat(load.report().inFlight()).isEqualTo(1);
        call.dispose();
        assertThat(load.report().inFlight()).isZero();
    }
}
