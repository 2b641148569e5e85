package io.weft.runtime.upstream;

import io.weft.model.ResponseFlag;

/** An endpoint to call, a place in the line for a connection, or why there is neither. */
public sealed interface Choice permits Pick, Place, Choice.Refusal {

    /**
     * No attempt is possible.
     *
     * @param flag UH for no usable endpoint, UO for a full threshold
     * @param details one line for people
     */
    record Refusal(ResponseFlag flag, String details) implements Choice {}
}
