package io.weft.control.translate;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.Headers;
import io.weft.control.config.HttpRoute;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.VirtualService;
import java.util.ArrayList;
import java.util.List;

/** What stock gRPC clients can't carry out of a VirtualService that holds for them. */
final class GrpcProblems {

    private GrpcProblems() {}

    static List<Problem> of(ConfigObject<VirtualService> object) {
        List<Problem> problems = new ArrayList<>();
        List<HttpRoute> rules = object.spec().http();
        for (int i = 0; i < rules.size(); i++) {
            for (Gap gap : gaps(rules.get(i))) {
                problems.add(new Problem(
                        Severity.WARNING,
                        Codes.NOT_APPLIED,
                        rules.get(i).at(),
                        object.id().toString(),
                        "spec.http[" + i + "]." + gap.field(),
                        gap.consequence()));
            }
        }
        return problems;
    }

    private record Gap(String field, String consequence) {}

    private static List<Gap> gaps(HttpRoute rule) {
        List<Gap> gaps = new ArrayList<>();
        String fails = "stock gRPC clients have no such answer: their calls fail with UNAVAILABLE";
        String ignored = "stock gRPC clients don't do this: their calls go on without it";
        rule.redirect().ifPresent(unused -> gaps.add(new Gap("redirect", fails)));
        rule.directResponse().ifPresent(unused -> gaps.add(new Gap("directResponse", fails)));
        rule.rewrite().ifPresent(unused -> gaps.add(new Gap("rewrite", ignored)));
        rule.retries()
                .flatMap(retries -> retries.perTryTimeout())
                .ifPresent(unused -> gaps.add(new Gap("retries.perTryTimeout", ignored)));
        if (!rule.headers().equals(Headers.NONE)) {
            gaps.add(new Gap("headers", ignored));
        }
        if (!rule.mirrors().isEmpty()) {
            gaps.add(new Gap("mirror", ignored));
        }
        rule.corsPolicy().ifPresent(unused -> gaps.add(new Gap("corsPolicy", ignored)));
        return gaps;
    }
}
