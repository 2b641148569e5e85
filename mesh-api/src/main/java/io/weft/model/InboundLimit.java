package io.weft.model;

/**
 * How many requests a workload takes of each caller ({@code weft.io/v1 TrafficGuard} with a workloadSelector).
 *
 * @param limit for each key
 * @param per what makes two requests share a bucket
 * @param fallback the answer to what is too much
 * @param origin where it was written: {@code file:line}
 */
public record InboundLimit(RateLimit limit, Per per, Guard.Fallback fallback, String origin) {

    /** Whose requests are counted together. */
    public sealed interface Per {

        /** Everybody's. */
        record Workload() implements Per {}

        /** Those of one caller: the SPIFFE ID of its certificate, else its IP address. */
        record Caller() implements Per {}

        /** Those with one value of a header; those without it share a bucket. */
        record Header(String name) implements Per {}
    }
}
