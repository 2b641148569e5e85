package io.weft.runtime.call;

import io.weft.model.RouteAction.Redirect;

/** Makes the {@code location} of a redirect, as Envoy does. */
final class RedirectTarget {

    private RedirectTarget() {}

    static String of(Redirect redirect, PathRewrite rewrite, CallHead head) {
        String scheme = redirect.scheme().orElse(head.scheme());
        StringBuilder location = new StringBuilder(scheme).append("://");
        location.append(redirect.host().orElseGet(() -> requestHost(redirect, scheme, head)));
        if (redirect.port() != 0) {
            location.append(':').append(redirect.port());
        }
        return location.append(path(redirect, rewrite, head)).toString();
    }

    /** The request's own host: without its port if the redirect sets one, or if it was the old scheme's usual one. */
    private static String requestHost(Redirect redirect, String scheme, CallHead head) {
        String authority = head.authority();
        int end = Authority.hostEnd(authority);
        String port = authority.substring(end);
        boolean usual =
                !scheme.equals(head.scheme()) && port.equals(head.scheme().equals("https") ? ":443" : ":80");
        return redirect.port() != 0 || usual ? authority.substring(0, end) : authority;
    }

    private static String path(Redirect redirect, PathRewrite rewrite, CallHead head) {
        String query = redirect.stripQuery() ? "" : head.path().substring(head.pathEnd());
        if (redirect.path().isPresent()) {
            String written = redirect.path().get();
            String path = written.isEmpty() || written.startsWith("/") ? written : "/" + written;
            return path.indexOf('?') >= 0 ? path : path + query;
        }
        String path = rewrite.apply(head);
        int question = path.indexOf('?');
        return redirect.stripQuery() && question >= 0 ? path.substring(0, question) : path;
    }
}
