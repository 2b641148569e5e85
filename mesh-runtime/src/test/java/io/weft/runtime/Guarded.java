package io.weft.runtime;

import io.weft.model.Cluster;
import io.weft.model.Guard;
import java.util.Optional;

/** Clusters with a guard. */
public final class Guarded {

    private Guarded() {}

    public static Cluster with(Cluster cluster, Guard guard) {
        return new Cluster(
                cluster.name(),
                cluster.protocol(),
                cluster.endpoints(),
                cluster.loadBalancing(),
                cluster.outlierDetection(),
                cluster.panicPercent(),
                cluster.thresholds(),
                cluster.connectTimeout(),
                cluster.connections(),
                cluster.localities(),
                cluster.tls(),
                Optional.of(guard),
                cluster.service(),
                cluster.subset(),
                cluster.origin());
    }
}
