package io.weft.bookinfo.ratings;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this process behaves.
 *
 * @param stars stars by reviewer, for every product that nobody has rated since the start
 * @param trouble how the service misbehaves
 * @param troubleShare the share of calls that FAULTY and DELAYED concern
 */
@ConfigurationProperties("ratings")
record RatingsProperties(
        Map<String, Integer> stars,
        @DefaultValue("none") Trouble.Kind trouble,
        @DefaultValue("0.5") double troubleShare) {}
