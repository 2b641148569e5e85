package io.weft.xds.decode;

import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteAction.RequestMirrorPolicy;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderEdits;
import io.weft.model.Mirror;
import io.weft.model.RetryPolicy;
import io.weft.model.Rewrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Envoy's RouteAction: sending a request upstream. */
final class ForwardDecoder {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);
    private static final int ALWAYS = 1_000_000;

    private ForwardDecoder() {}

    /**
     * Reads the action.
     *
     * @param inherited the virtual host's retry policy, for an action without one of its own
     */
    static io.weft.model.RouteAction.Forward decode(RouteAction action, RetryPolicy inherited, Field at) {
        refuseWhatTheModelLacks(action, at);
        RetryPolicy retry = action.hasRetryPolicy()
                ? RetryDecoder.decode(action.getRetryPolicy(), at.in("retry_policy"))
                : inherited;
        return new io.weft.model.RouteAction.Forward(
                clusters(action, at),
                timeout(action, at),
                retry,
                rewrite(action, at),
                HashPolicyDecoder.decode(action, at),
                mirrors(action, at));
    }

    private static List<io.weft.model.WeightedCluster> clusters(RouteAction action, Field at) {
        return switch (action.getClusterSpecifierCase()) {
            case CLUSTER -> List.of(new io.weft.model.WeightedCluster(action.getCluster(), 1, HeaderEdits.NONE));
            case WEIGHTED_CLUSTERS -> weighted(action.getWeightedClusters(), at.in("weighted_clusters"));
            case CLUSTER_HEADER, CLUSTER_SPECIFIER_PLUGIN, INLINE_CLUSTER_SPECIFIER_PLUGIN ->
                throw at.malformed(action.getClusterSpecifierCase() + " is not supported");
            case CLUSTERSPECIFIER_NOT_SET -> throw at.malformed("names no cluster");
        };
    }

    private static List<io.weft.model.WeightedCluster> weighted(WeightedCluster weighted, Field at) {
        List<io.weft.model.WeightedCluster> clusters = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < weighted.getClustersCount(); i++) {
            WeightedCluster.ClusterWeight cluster = weighted.getClusters(i);
            Field place = at.in("clusters", i);
            if (cluster.getName().isEmpty()) {
                throw place.in("name").malformed("is empty");
            }
            int weight = Values.clamped(cluster.getWeight());
            sum += weight;
            clusters.add(new io.weft.model.WeightedCluster(cluster.getName(), weight, headers(cluster, place)));
        }
        if (sum == 0 || sum > Integer.MAX_VALUE) {
            throw at.malformed("the sum of the weights is " + sum);
        }
        return clusters;
    }

    /** The authority of one destination is a header like others; an action's is part of its rewrite. */
    private static HeaderEdits headers(WeightedCluster.ClusterWeight cluster, Field at) {
        HeaderEdits edits = HeaderEditsDecoder.decode(cluster, at);
        return cluster.hasHostRewriteLiteral()
                ? HeaderEditsDecoder.concat(
                        edits,
                        new HeaderEdits(
                                List.of(new HeaderEdit.Set(":authority", cluster.getHostRewriteLiteral())), List.of()))
                : edits;
    }

    private static Optional<Duration> timeout(RouteAction action, Field at) {
        Duration timeout =
                action.hasTimeout() ? Values.duration(action.getTimeout(), at.in("timeout")) : DEFAULT_TIMEOUT;
        return timeout.isZero() ? Optional.empty() : Optional.of(timeout);
    }

    private static List<Mirror> mirrors(RouteAction action, Field at) {
        List<Mirror> mirrors = new ArrayList<>(action.getRequestMirrorPoliciesCount());
        for (int i = 0; i < action.getRequestMirrorPoliciesCount(); i++) {
            RequestMirrorPolicy policy = action.getRequestMirrorPolicies(i);
            Field place = at.in("request_mirror_policies", i);
            if (policy.getCluster().isEmpty()) {
                throw place.in("cluster").malformed("is empty");
            }
            mirrors.add(new Mirror(
                    policy.getCluster(),
                    policy.hasRuntimeFraction()
                            ? Values.perMillion(
                                    policy.getRuntimeFraction().getDefaultValue(), place.in("runtime_fraction"))
                            : ALWAYS));
        }
        return mirrors;
    }

    private static Rewrite rewrite(RouteAction action, Field at) {
        return new Rewrite(
                ActionDecoder.nonEmpty(action.getPrefixRewrite()),
                action.hasRegexRewrite()
                        ? Optional.of(Values.rewrite(action.getRegexRewrite(), at.in("regex_rewrite")))
                        : Optional.empty(),
                ActionDecoder.nonEmpty(action.getHostRewriteLiteral()));
    }

    private static void refuseWhatTheModelLacks(RouteAction action, Field at) {
        switch (action.getHostRewriteSpecifierCase()) {
            case HOST_REWRITE_LITERAL, HOSTREWRITESPECIFIER_NOT_SET -> {}
            case AUTO_HOST_REWRITE -> {
                if (action.getAutoHostRewrite().getValue()) {
                    throw at.in("auto_host_rewrite").malformed("is not supported");
                }
            }
            default -> throw at.malformed(action.getHostRewriteSpecifierCase() + " is not supported");
        }
        if (action.hasPathRewritePolicy() || !action.getPathRewrite().isEmpty()) {
            throw at.malformed("path_rewrite and path_rewrite_policy are not supported");
        }
        if (action.hasMetadataMatch()) {
            throw at.in("metadata_match").malformed("is not supported");
        }
    }
}
