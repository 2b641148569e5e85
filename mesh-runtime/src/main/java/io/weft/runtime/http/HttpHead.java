package io.weft.runtime.http;

import io.weft.model.RequestHead;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** The head of an HttpClient request, as rules look at it. */
final class HttpHead implements RequestHead {

    private static final int HTTP_PORT = 80;

    private final HttpRequest request;
    private final HttpHost target;
    private final String authority;

    HttpHead(HttpRequest request, HttpHost target) {
        this.request = request;
        this.target = target;
        Header host = request.getFirstHeader(HttpHeaders.HOST);
        this.authority = host != null ? host.getValue() : text(request.getAuthority());
    }

    /** Without a builder, since every call needs it. */
    private static String text(URIAuthority authority) {
        String host = authority.getHostName();
        if (authority.getPort() < 0 || authority.getUserInfo() != null || host.indexOf(':') >= 0) {
            return authority.toString();
        }
        return host + ":" + authority.getPort();
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public String authority() {
        return authority;
    }

    @Override
    public int port() {
        return target.getPort() > 0 ? target.getPort() : HTTP_PORT;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return request.getPath();
    }

    @Override
    public @Nullable String header(String name) {
        // Rules ask for headers far more often than requests have them: only several of one name cost an iterator.
        Header first = request.getFirstHeader(name);
        if (first == null || request.countHeaders(name) == 1) {
            return first == null ? null : first.getValue();
        }
        String value = null;
        for (Iterator<Header> all = request.headerIterator(name); all.hasNext(); ) {
            String next = all.next().getValue();
            value = value == null ? next : value + "," + next;
        }
        return value;
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> consumer) {
        for (Iterator<Header> all = request.headerIterator(); all.hasNext(); ) {
            Header header = all.next();
            consumer.accept(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
    }

    @Override
    public boolean grpc() {
        return false;
    }
}
