package io.weft.runtime.upstream;

/**
 * The hash function XXH64, with which Envoy hashes keys and endpoints. Every character counts as one byte, which is
 * what header fields, paths and addresses are made of.
 *
 * @see <a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">its specification</a>
 */
public final class XxHash64 {

    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private XxHash64() {}

    /** With the seed 0. */
    public static long hash(CharSequence text) {
        return hash(text, 0, text.length(), 0);
    }

    static long hash(CharSequence text, long seed) {
        return hash(text, 0, text.length(), seed);
    }

    /** Of a part of the text, from start up to end. */
    public static long hash(CharSequence text, int start, int end, long seed) {
        int at = start;
        long hash;
        if (end - start >= 32) {
            long one = seed + P1 + P2;
            long two = seed + P2;
            long three = seed;
            long four = seed - P1;
            for (; at + 32 <= end; at += 32) {
                one = round(one, eight(text, at));
                two = round(two, eight(text, at + 8));
                three = round(three, eight(text, at + 16));
                four = round(four, eight(text, at + 24));
            }
            hash = Long.rotateLeft(one, 1)
                    + Long.rotateLeft(two, 7)
                    + Long.rotateLeft(three, 12)
                    + Long.rotateLeft(four, 18);
            hash = merge(merge(merge(merge(hash, one), two), three), four);
        } else {
            hash = seed + P5;
        }
        return avalanche(rest(text, at, end, hash + (end - start)));
    }

    private static long rest(CharSequence text, int start, int end, long sum) {
        long hash = sum;
        int at = start;
        for (; at + 8 <= end; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, eight(text, at)), 27) * P1 + P4;
        }
        if (at + 4 <= end) {
            hash = Long.rotateLeft(hash ^ (four(text, at) * P1), 23) * P2 + P3;
            at += 4;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ ((text.charAt(at) & 0xFF) * P5), 11) * P1;
        }
        return hash;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * P1 + P4;
    }

    private static long avalanche(long sum) {
        long hash = (sum ^ (sum >>> 33)) * P2;
        hash = (hash ^ (hash >>> 29)) * P3;
        return hash ^ (hash >>> 32);
    }

    /** Little-endian, as all of XXH64. */
    private static long eight(CharSequence text, int at) {
        return four(text, at) | four(text, at + 4) << 32;
    }

    private static long four(CharSequence text, int at) {
        return (text.charAt(at) & 0xFFL)
                | (text.charAt(at + 1) & 0xFFL) << 8
                | (text.charAt(at + 2) & 0xFFL) << 16
                | (text.charAt(at + 3) & 0xFFL) << 24;
    }
}
