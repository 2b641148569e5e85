package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import java.util.List;

/**
 * What the upstream shall see in place of the request's own head.
 *
 * @param authority for Host or {@code :authority}
 * @param path path and query, normalised and rewritten
 * @param headers what to do to the request's other headers, in order; values are final (no {@code %COMMAND%} is left
 *     that this mesh knows)
 */
public record OutboundHead(String authority, String path, List<HeaderEdit> headers) {}
