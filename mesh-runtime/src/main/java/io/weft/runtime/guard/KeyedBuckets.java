package io.weft.runtime.guard;

import io.weft.model.RateLimit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket for each key, and never more than a bound of them: full ones are let go, for a new one is full too, and
 * while there are none of these, new keys share one bucket. Thread-safe.
 */
final class KeyedBuckets {

    /** Longer keys are kept as their SHA-256. */
    private static final int LONGEST_KEY = 128;

    private static final long SWEEP_INTERVAL = 1_000_000_000L;

    private final RateLimit limit;
    private final int most;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final TokenBucket others;
    private final AtomicLong nextSweep;

    /** @param most how many keys have a bucket of their own at the same time */
    KeyedBuckets(RateLimit limit, int most, long now) {
        this.limit = limit;
        this.most = most;
        this.others = new TokenBucket(limit, now);
        this.nextSweep = new AtomicLong(now);
    }

    /**
     * Takes a token of the key's.
     *
     * @return 0, or how many nanoseconds there is none yet
     */
    long take(String key, long now) {
        String name = key.length() > LONGEST_KEY ? digest(key) : key;
        TokenBucket bucket = buckets.get(name);
        if (bucket == null) {
            bucket = hasRoom(now) ? buckets.computeIfAbsent(name, unused -> new TokenBucket(limit, now)) : others;
        }
        return bucket.take(now);
    }

    private boolean hasRoom(long now) {
        if (buckets.size() < most) {
            return true;
        }
        long due = nextSweep.get();
        if (now - due >= 0 && nextSweep.compareAndSet(due, now + SWEEP_INTERVAL)) {
            buckets.values().removeIf(bucket -> bucket.full(now));
        }
        return buckets.size() < most;
    }

    int size() {
        return buckets.size();
    }

    private static String digest(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
