package io.weft.xds.assemble;

import io.weft.model.Cluster;
import io.weft.model.MeshSnapshot;
import io.weft.model.Upstream;
import io.weft.xds.decode.Resource;
import io.weft.xds.decode.ResourceKey;
import io.weft.xds.decode.ResourceType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Follows each upstream from its listener to its endpoints and publishes it when all of that is known, or known not to
 * exist; until then the upstream stays as it was published last. What is deleted while something in force needs it
 * keeps its last good value. Tell it events, then ask for the {@link #step()} that follows. Not thread-safe.
 */
public final class Assembler {

    private final Function<ResourceKey, Optional<Resource>> remembered;
    private final Shelf shelf = new Shelf();
    private final Clusters clusters = new Clusters(shelf);
    private final Map<String, Wanted> wanted = new HashMap<>();
    private final Set<Wanted> dirty = new HashSet<>();
    private boolean changed;
    private MeshSnapshot last = MeshSnapshot.EMPTY;
    private long version;

    /**
     * With nothing wanted yet.
     *
     * @param remembered what is known from an earlier run
     */
    public Assembler(Function<ResourceKey, Optional<Resource>> remembered) {
        this.remembered = remembered;
    }

    /** From now on this upstream ({@code host:port}) is of interest. */
    public void want(String upstream) {
        wanted(upstream);
    }

    /** A resource came, for the first time or in a new version. */
    public void received(ResourceKey key, Resource resource) {
        shelf.put(key, resource, true);
        dirty.addAll(shelf.users(key));
    }

    /** A resource is known not to exist, or its first version cannot be used. */
    public void missing(ResourceKey key) {
        shelf.answerWithout(key);
        dirty.addAll(shelf.users(key));
    }

    /** No answer can be had now for this upstream: puts in force what is remembered of it, if that is whole. */
    public void recall(String upstream) {
        Wanted node = wanted(upstream);
        resolve(node);
        while (node.inForce().isEmpty() && adoptRemembered(node)) {
            resolve(node);
        }
    }

    /** No answer can be had in time for this upstream: it becomes what is remembered, else it passes through. */
    public void giveUp(String upstream) {
        recall(upstream);
        Wanted node = wanted(upstream);
        if (node.inForce().isEmpty()) {
            changed |= node.put(new Upstream.PassThrough());
        }
    }

    /** What follows from all events so far. */
    public Step step() {
        dirty.forEach(this::resolve);
        dirty.clear();
        Set<ResourceKey> swept = shelf.sweep();
        swept.stream().filter(Assembler::isCluster).forEach(key -> clusters.forget(key.name()));
        Optional<MeshSnapshot> snapshot = changed ? newSnapshot() : Optional.empty();
        changed = false;
        return new Step(shelf.takeAdded(), swept, snapshot);
    }

    /** Whether something in force was remembered and has not been confirmed since. */
    public boolean fromMemory() {
        return shelf.hasUnconfirmed();
    }

    private Wanted wanted(String upstream) {
        return wanted.computeIfAbsent(upstream, name -> {
            Wanted added = new Wanted(name);
            dirty.add(added);
            return added;
        });
    }

    private void resolve(Wanted upstream) {
        Answer answer = Answer.of(upstream.name(), shelf);
        shelf.use(upstream, answer.needs(upstream.clustersInForce(), shelf));
        for (ResourceKey key : upstream.needs()) {
            if (isCluster(key) && clusters.refresh(key.name())) {
                changed = true;
            }
        }
        if (answer.upstream().isPresent() && answer.clusters().stream().allMatch(clusters::settled)) {
            changed |= upstream.put(answer.upstream().get());
            shelf.use(upstream, answer.needs(Set.of(), shelf));
        }
    }

    private static boolean isCluster(ResourceKey key) {
        return key.type() == ResourceType.CDS;
    }

    private boolean adoptRemembered(Wanted upstream) {
        boolean adopted = false;
        for (ResourceKey key : upstream.needs()) {
            Optional<Resource> known = shelf.answered(key) ? Optional.empty() : remembered.apply(key);
            if (known.isPresent()) {
                shelf.put(key, known.get(), false);
                dirty.addAll(shelf.users(key));
                adopted = true;
            }
        }
        return adopted;
    }

    private Optional<MeshSnapshot> newSnapshot() {
        Map<String, Upstream> upstreams = new HashMap<>();
        Map<String, Cluster> named = new HashMap<>();
        wanted.forEach((name, upstream) -> {
            upstream.inForce().ifPresent(known -> upstreams.put(name, known));
            for (String cluster : upstream.clustersInForce()) {
                clusters.cluster(cluster).ifPresent(found -> named.put(cluster, found));
            }
        });
        // What changed may belong to an upstream that is still held back.
        if (upstreams.equals(last.upstreams()) && named.equals(last.clusters())) {
            return Optional.empty();
        }
        version++;
        last = new MeshSnapshot(Long.toString(version), upstreams, named);
        return Optional.of(last);
    }
}
