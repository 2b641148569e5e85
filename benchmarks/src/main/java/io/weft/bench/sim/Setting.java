package io.weft.bench.sim;

import java.util.concurrent.TimeUnit;

/**
 * Who calls whom.
 *
 * @param name for the report
 * @param clients that make calls, each seeing no more than its own
 * @param load offered, as a share of what the servers can do on average
 * @param slowEvery every so manieth server is slow; 0 for none
 * @param antagonists whether neighbours on the machines take capacity away in bursts
 */
record Setting(String name, int clients, double load, int slowEvery, boolean antagonists) {

    static final int SERVERS = 50;
    static final int WORKERS = 4;
    static final double WORK_MEAN = TimeUnit.MILLISECONDS.toNanos(10);
    /** Of the log-normal distribution of work: the heaviest hundredth takes more than six times the mean. */
    static final double WORK_SIGMA = 1;

    static final long ROUND_TRIP = TimeUnit.MICROSECONDS.toNanos(500);
    /** What answering a probe takes of a worker's time. */
    static final long PROBE_WORK = TimeUnit.MICROSECONDS.toNanos(50);

    static final double SLOW_SPEED = 0.5;
    static final double BURST_SPEED = 0.5;
    static final long CALM_MEAN = TimeUnit.SECONDS.toNanos(8);
    static final long BURST_MEAN = TimeUnit.SECONDS.toNanos(2);

    static Setting even(int clients, double load) {
        return new Setting("even", clients, load, 0, false);
    }

    static Setting skewed(int clients, double load) {
        return new Setting("skew", clients, load, 5, false);
    }

    static Setting antagonists(int clients, double load) {
        return new Setting("antagonists", clients, load, 5, true);
    }

    double speedOf(int server) {
        return slowEvery > 0 && server % slowEvery == 0 ? SLOW_SPEED : 1;
    }

    /** Nanoseconds between two calls of all clients together, on average. */
    double callEvery() {
        double capacity = 0;
        for (int i = 0; i < SERVERS; i++) {
            capacity += speedOf(i);
        }
        if (antagonists) {
            double burst = (double) BURST_MEAN / (BURST_MEAN + CALM_MEAN);
            capacity *= 1 - burst * (1 - BURST_SPEED);
        }
        return WORK_MEAN / (capacity * WORKERS * load);
    }
}
