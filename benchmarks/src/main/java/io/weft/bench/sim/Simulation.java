package io.weft.bench.sim;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.LoadBalancing;
import io.weft.model.Locality;
import io.weft.model.Outcome;
import io.weft.model.Thresholds;
import io.weft.runtime.upstream.ClusterView;
import io.weft.runtime.upstream.LoadAnswer;
import io.weft.runtime.upstream.Pick;
import io.weft.runtime.upstream.PickArgs;
import io.weft.runtime.upstream.Upstreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One setting under one policy. The same seed brings the same calls and the same bursts to every policy. */
final class Simulation {

    private static final Outcome OK = Outcome.ofHttp(200);

    private final Setting setting;
    private final Policy policy;
    private final Timeline time = new Timeline();
    private final List<Server> servers = new ArrayList<>();
    private final List<ClusterView> clients = new ArrayList<>();
    private final Random calls;
    private final long measureFrom;
    private long[] latencies = new long[1 << 16];
    private int count;
    private long probes;

    private Simulation(Setting setting, Policy policy, long seed, Duration warmUp) {
        this.setting = setting;
        this.policy = policy;
        this.calls = new Random(seed);
        this.measureFrom = warmUp.toNanos();
        for (int i = 0; i < Setting.SERVERS; i++) {
            servers.add(new Server(time, setting.speedOf(i)));
        }
        Cluster cluster = cluster(policy.balancing);
        RandomGenerator chance = new Random(seed + 1);
        for (int i = 0; i < setting.clients(); i++) {
            clients.add(new Upstreams(time::now, chance, Optional.empty(), Optional.of(this::ask)).view(cluster));
        }
        if (setting.antagonists()) {
            Random bursts = new Random(seed + 2);
            for (int i = 0; i < Setting.SERVERS; i++) {
                calm(i, bursts);
            }
        }
    }

    static Figures run(Setting setting, Policy policy, long seed, Duration warmUp, Duration measured) {
        Simulation simulation = new Simulation(setting, policy, seed, warmUp);
        simulation.call();
        simulation.time.run(warmUp.plus(measured).toNanos());
        return Figures.of(simulation.latencies, simulation.count, simulation.probes);
    }

    private static Cluster cluster(LoadBalancing balancing) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < Setting.SERVERS; i++) {
            endpoints.add(new Endpoint(new Address("server", i), 1, 0, Locality.UNKNOWN, Map.of()));
        }
        return new Cluster(
                "outbound|80||servers",
                Cluster.Protocol.HTTP2,
                endpoints,
                balancing,
                Optional.empty(),
                0,
                Thresholds.DEFAULT,
                Duration.ofSeconds(10),
                "servers",
                "",
                "");
    }

    private void calm(int server, Random bursts) {
        time.after(exponential(Setting.CALM_MEAN, bursts), () -> {
            servers.get(server).speed(setting.speedOf(server) * Setting.BURST_SPEED);
            time.after(exponential(Setting.BURST_MEAN, bursts), () -> {
                servers.get(server).speed(setting.speedOf(server));
                calm(server, bursts);
            });
        });
    }

    private static long exponential(double mean, Random random) {
        return (long) (-StrictMath.log(1 - random.nextDouble()) * mean);
    }

    /** One call, which plans the next. */
    private void call() {
        ClusterView client = clients.get(calls.nextInt(clients.size()));
        double work = work();
        long begin = time.now();
        Pick pick = (Pick) client.pick(PickArgs.FIRST);
        Server server = policy == Policy.ORACLE
                ? soonest(work)
                : servers.get(pick.endpoint().address().port());
        server.expect(work);
        time.after(
                Setting.ROUND_TRIP / 2,
                () -> server.serve(work, () -> time.after(Setting.ROUND_TRIP / 2, () -> ended(pick, begin))));
        time.after(exponential(setting.callEvery(), calls), this::call);
    }

    private double work() {
        double sigma = Setting.WORK_SIGMA;
        return Setting.WORK_MEAN * StrictMath.exp(sigma * calls.nextGaussian() - sigma * sigma / 2);
    }

    private void ended(Pick pick, long begin) {
        pick.done(OK);
        if (begin >= measureFrom) {
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * count);
            }
            latencies[count++] = time.now() - begin;
        }
    }

    private Server soonest(double work) {
        Server best = servers.get(0);
        double least = Double.MAX_VALUE;
        for (Server server : servers) {
            double after = server.doneAfter(work);
            if (after < least) {
                best = server;
                least = after;
            }
        }
        return best;
    }

    private void ask(Cluster cluster, Address address, Consumer<LoadAnswer> told) {
        probes += time.now() >= measureFrom ? 1 : 0;
        time.after(Setting.ROUND_TRIP / 2, () -> {
            LoadAnswer answer = servers.get(address.port()).probe();
            time.after(Setting.ROUND_TRIP / 2, () -> told.accept(answer));
        });
    }
}
