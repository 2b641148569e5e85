/** Calls by Spring Cloud LoadBalancer and Resilience4j, as their starters set them up. */
@NullMarked
package io.weft.bench.springcloud;

import org.jspecify.annotations.NullMarked;
