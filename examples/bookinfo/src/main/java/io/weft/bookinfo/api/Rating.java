package io.weft.bookinfo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/** Stars and their colour, or the reason why there are none. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Rating(Optional<Integer> stars, Optional<String> color, Optional<String> error) {

    public static Rating of(int stars, String color) {
        return new Rating(Optional.of(stars), Optional.of(color), Optional.empty());
    }

    public static Rating missing(String error) {
        return new Rating(Optional.empty(), Optional.empty(), Optional.of(error));
    }
}
