package io.weft.runtime.call;

import io.weft.model.HashPolicy;
import io.weft.model.HeaderEdit;
import io.weft.runtime.match.RuleText;
import io.weft.runtime.upstream.XxHash64;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Hashes requests as a route says, with Envoy's results. Immutable. */
final class Hashing {

    private final List<HashPolicy> policies;

    Hashing(List<HashPolicy> policies) {
        this.policies = policies;
    }

    /** What several policies find is mixed in their order; what they don't find is left out. */
    Hashed of(CallHead head, RandomGenerator random) {
        boolean any = false;
        long hash = 0;
        List<HeaderEdit> cookies = List.of();
        for (int i = 0; i < policies.size(); i++) {
            String key = key(policies.get(i), head);
            if (key == null
                    && policies.get(i) instanceof HashPolicy.Cookie cookie
                    && cookie.ttl().isPresent()) {
                key = HexFormat.of().toHexDigits(random.nextLong());
                cookies = more(cookies, issued(cookie, key));
            }
            if (key != null) {
                hash = Long.rotateLeft(hash, 1) ^ XxHash64.hash(key);
                any = true;
            }
        }
        return any ? new Hashed(OptionalLong.of(hash), cookies) : Hashed.NOT;
    }

    private static @Nullable String key(HashPolicy policy, CallHead head) {
        if (policy instanceof HashPolicy.Header header) {
            return head.header(header.name());
        }
        if (policy instanceof HashPolicy.Cookie cookie) {
            return CookieLines.value(head, cookie.name());
        }
        if (policy instanceof HashPolicy.QueryParameter parameter) {
            return RuleText.queryParameter(head.path(), parameter.name());
        }
        return head.caller().isEmpty() ? null : head.caller();
    }

    private static List<HeaderEdit> more(List<HeaderEdit> cookies, HeaderEdit cookie) {
        List<HeaderEdit> all = new ArrayList<>(cookies);
        all.add(cookie);
        return all;
    }

    /** As Envoy writes it. */
    private static HeaderEdit issued(HashPolicy.Cookie cookie, String value) {
        StringBuilder line =
                new StringBuilder(cookie.name()).append("=\"").append(value).append('"');
        long seconds = cookie.ttl().orElseThrow().toSeconds();
        if (seconds > 0) {
            line.append("; Max-Age=").append(seconds);
        }
        if (!cookie.path().isEmpty()) {
            line.append("; Path=").append(cookie.path());
        }
        cookie.attributes().forEach((name, text) -> {
            line.append("; ").append(name);
            if (!text.isEmpty()) {
                line.append('=').append(text);
            }
        });
        return new HeaderEdit.Add("set-cookie", line.append("; HttpOnly").toString());
    }
}
