package io.weft.runtime.call;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.Fault;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderEdits;
import io.weft.model.HeaderMatch;
import io.weft.model.LoadBalancing;
import io.weft.model.Locality;
import io.weft.model.PathMatch;
import io.weft.model.QueryParameterMatch;
import io.weft.model.RegexRewrite;
import io.weft.model.RetryPolicy;
import io.weft.model.Rewrite;
import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.model.RouteMatch;
import io.weft.model.StringMatch;
import io.weft.model.Thresholds;
import io.weft.model.Upstream;
import io.weft.model.VirtualHost;
import io.weft.model.WeightedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The routes and clusters of one recorded case, read from lines of words that tabs part. */
final class RecordedCase {

    final String name;
    final boolean grpc;
    final Map<String, Cluster> clusters = new HashMap<>();
    private final Map<String, List<RouteLines>> hosts = new HashMap<>();
    private List<RouteLines> routes = new ArrayList<>();

    RecordedCase(String[] words) {
        name = words[1];
        grpc = words[2].equals("grpc");
    }

    /** What is known of each host, by its full name and port. */
    Map<String, Upstream> upstreams() {
        Map<String, Upstream> upstreams = new HashMap<>();
        hosts.forEach((host, lines) -> upstreams.put(
                host + ":9080",
                new Upstream.Known(new VirtualHost(
                        host + ":9080", lines.stream().map(RouteLines::route).toList()))));
        return upstreams;
    }

    void read(String[] words) {
        switch (words[0]) {
            case "known" -> clusters.put(words[1], cluster(words[1], words[2].split(" ")));
            case "host" -> {
                routes = new ArrayList<>();
                hosts.put(words[1], routes);
            }
            case "route" -> routes.add(new RouteLines(words));
            default -> routes.get(routes.size() - 1).read(words);
        }
    }

    private Cluster cluster(String clusterName, String[] addresses) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String address : addresses) {
            endpoints.add(new Endpoint(new Address(address, 19080), 1, 0, Locality.UNKNOWN, Map.of()));
        }
        return new Cluster(
                clusterName,
                grpc ? Cluster.Protocol.HTTP2 : Cluster.Protocol.HTTP1,
                endpoints,
                new LoadBalancing.LeastRequest(2),
                Optional.empty(),
                0,
                Thresholds.DEFAULT,
                Duration.ofSeconds(10),
                clusterName.split("\\|")[3],
                clusterName.split("\\|")[2],
                "");
    }

    /** One route and the lines below it. */
    private static final class RouteLines {

        private final String name;
        private final PathMatch path;
        private final List<HeaderMatch> headers = new ArrayList<>();
        private final List<QueryParameterMatch> queries = new ArrayList<>();
        private final List<HeaderEdit> requestEdits = new ArrayList<>();
        private final List<HeaderEdit> responseEdits = new ArrayList<>();
        private final List<WeightedCluster> clusters = new ArrayList<>();
        private Optional<Fault.Delay> delay = Optional.empty();
        private Optional<Fault.Abort> abort = Optional.empty();
        private Optional<RouteAction> answer = Optional.empty();
        private Optional<Duration> timeout = Optional.empty();
        private Rewrite rewrite = Rewrite.NONE;
        private RetryPolicy retry = RetryPolicy.NONE;

        RouteLines(String[] words) {
            name = words[1];
            boolean ignoreCase = words[4].equals("True");
            path = switch (words[2]) {
                case "exact" -> new PathMatch.Exact(words[3], ignoreCase);
                case "prefix" -> new PathMatch.Prefix(words[3], ignoreCase);
                default -> new PathMatch.Regex(words[3]);
            };
        }

        void read(String[] words) {
            switch (words[0]) {
                case "header" ->
                    headers.add(new HeaderMatch(
                            words[1], string(words[2], words[3]), words[4].equals("True"), words[5].equals("True")));
                case "query" -> queries.add(new QueryParameterMatch(words[1], string(words[2], words[3])));
                case "edit" -> (words[1].equals("request") ? requestEdits : responseEdits).add(edit(words));
                case "cluster" ->
                    clusters.add(new WeightedCluster(words[1], Integer.parseInt(words[2]), HeaderEdits.NONE));
                case "cedit" -> editCluster(words);
                case "delay" ->
                    delay = Optional.of(new Fault.Delay(millis(words[1]).orElseThrow(), Integer.parseInt(words[2])));
                case "abort" ->
                    abort = Optional.of(
                            new Fault.Abort(number(words[1]), number(words[2]), Integer.parseInt(words[3])));
                case "redirect" ->
                    answer = Optional.of(new RouteAction.Redirect(
                            Integer.parseInt(words[1]),
                            text(words[2]),
                            text(words[3]),
                            number(words[4]).orElse(0),
                            text(words[5]),
                            Optional.empty(),
                            Optional.empty(),
                            false));
                case "respond" -> answer = Optional.of(new RouteAction.Respond(Integer.parseInt(words[1]), words[2]));
                case "timeout" -> timeout = millis(words[1]);
                case "retry" -> retry = retry(words);
                default -> rewrite(words);
            }
        }

        private void rewrite(String[] words) {
            rewrite = switch (words[0]) {
                case "authority" -> new Rewrite(rewrite.prefix(), rewrite.regex(), Optional.of(words[1]));
                case "prefixrewrite" -> new Rewrite(Optional.of(words[1]), Optional.empty(), rewrite.authority());
                default ->
                    new Rewrite(
                            Optional.empty(), Optional.of(new RegexRewrite(words[1], words[2])), rewrite.authority());
            };
        }

        private void editCluster(String[] words) {
            WeightedCluster last = clusters.remove(clusters.size() - 1);
            List<HeaderEdit> request = new ArrayList<>(last.headers().request());
            List<HeaderEdit> response = new ArrayList<>(last.headers().response());
            (words[1].equals("request") ? request : response).add(edit(words));
            clusters.add(new WeightedCluster(last.cluster(), last.weight(), new HeaderEdits(request, response)));
        }

        private static RetryPolicy retry(String[] words) {
            List<Integer> codes = new ArrayList<>();
            for (String code : words[2].isEmpty() ? new String[0] : words[2].split(",")) {
                codes.add(Integer.valueOf(code));
            }
            Optional<Duration> perTry = words[4].equals("0") ? Optional.empty() : millis(words[4]);
            return new RetryPolicy(
                    Set.of(words[1].split(",")),
                    codes,
                    Integer.parseInt(words[3]),
                    perTry,
                    Duration.ofMillis(25),
                    Duration.ofMillis(250),
                    true);
        }

        private static HeaderEdit edit(String[] words) {
            return switch (words[2]) {
                case "set" -> new HeaderEdit.Set(words[3], words[4]);
                case "add" -> new HeaderEdit.Add(words[3], words[4]);
                default -> new HeaderEdit.Remove(words[3]);
            };
        }

        private static StringMatch string(String kind, String value) {
            return switch (kind) {
                case "exact" -> new StringMatch.Exact(value, false);
                case "prefix" -> new StringMatch.Prefix(value, false);
                case "regex" -> new StringMatch.Regex(value);
                default -> new StringMatch.Present();
            };
        }

        private static Optional<Duration> millis(String text) {
            return Optional.of(Duration.ofMillis(Long.parseLong(text)));
        }

        private static Optional<Integer> number(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(text));
        }

        private static Optional<String> text(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }

        Route route() {
            RouteAction action = answer.orElseGet(() -> new RouteAction.Forward(clusters, timeout, retry, rewrite));
            return new Route(
                    name,
                    new RouteMatch(path, headers, queries),
                    action,
                    new HeaderEdits(requestEdits, responseEdits),
                    new Fault(delay, abort),
                    "");
        }
    }
}
