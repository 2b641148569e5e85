package io.weft.bookinfo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * One review.
 *
 * @param rating empty where the reviews service does not ask for ratings
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Review(String reviewer, String text, Optional<Rating> rating) {}
