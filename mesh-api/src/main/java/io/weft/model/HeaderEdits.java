package io.weft.model;

import java.util.List;

/** Changes to the headers of a request and of its response. */
public record HeaderEdits(List<HeaderEdit> request, List<HeaderEdit> response) {

    public static final HeaderEdits NONE = new HeaderEdits(List.of(), List.of());

    public HeaderEdits {
        request = List.copyOf(request);
        response = List.copyOf(response);
    }

    public boolean isEmpty() {
        return request.isEmpty() && response.isEmpty();
    }
}
