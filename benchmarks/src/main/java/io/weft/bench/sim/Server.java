package io.weft.bench.sim;

import io.weft.runtime.load.ServerLoad;
import io.weft.runtime.upstream.LoadReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Serves first come, first served, with a few workers of a speed that may change.
 * Tells its load as a meshed server does.
 */
final class Server {

    private final class Job {
        final double work;
        final Runnable ended;
        final Runnable counted = load.begin();
        double left;
        long since;
        /** Raised whenever the planned end moves. */
        int plans;

        Job(double work, Runnable ended) {
            this.work = work;
            this.left = work;
            this.ended = ended;
        }
    }

    private final Timeline time;
    private final ServerLoad load;
    private final List<Job> running = new ArrayList<>();
    private final Deque<Job> waiting = new ArrayDeque<>();
    private double waitingWork;
    /** Jobs that are here or on their way, and the work of those on their way. */
    private int jobs;

    private double comingWork;
    private double speed;

    Server(Timeline time, double speed) {
        this.time = time;
        this.load = new ServerLoad(time::now);
        this.speed = speed;
    }

    /** A request sets out for here. */
    void expect(double work) {
        jobs++;
        comingWork += work;
    }

    /**
     * It has come.
     *
     * @param ended run when the work is done
     */
    void serve(double work, Runnable ended) {
        comingWork -= work;
        Job job = new Job(work, ended);
        if (running.size() < Setting.WORKERS) {
            start(job);
        } else {
            waiting.add(job);
            waitingWork += work;
        }
    }

    private void start(Job job) {
        running.add(job);
        job.since = time.now();
        plan(job);
    }

    private void plan(Job job) {
        int plan = ++job.plans;
        time.after((long) (job.left / speed), () -> end(job, plan));
    }

    private void end(Job job, int plan) {
        if (job.plans != plan) {
            return;
        }
        running.remove(job);
        jobs--;
        job.counted.run();
        job.ended.run();
        Job next = waiting.poll();
        if (next != null) {
            waitingWork -= next.work;
            start(next);
        }
    }

    void speed(double next) {
        running.forEach(this::account);
        speed = next;
        running.forEach(this::plan);
    }

    private void account(Job job) {
        job.left = Math.max(0, job.left - (time.now() - job.since) * speed);
        job.since = time.now();
    }

    /** Answers at once; a busy server's worker is held up by it. */
    LoadReport probe() {
        if (running.size() == Setting.WORKERS) {
            Job job = running.get(0);
            account(job);
            job.left += Setting.PROBE_WORK;
            plan(job);
        }
        return load.report();
    }

    /** When a request would be done that set out now, if the speed stays: what only an oracle knows. */
    double doneAfter(double work) {
        double ahead = 0;
        if (jobs >= Setting.WORKERS) {
            running.forEach(this::account);
            ahead = waitingWork + comingWork;
            for (Job job : running) {
                ahead += job.left;
            }
        }
        return (ahead / Setting.WORKERS + work) / speed;
    }
}
