package io.weft.xds.decode;

import java.util.Optional;

/** What came of decoding a message. */
public sealed interface Decoded {

    /** The resource, unless it was rejected. */
    Optional<Resource> resource();

    /** It can be used. */
    record Accepted(Resource value) implements Decoded {
        @Override
        public Optional<Resource> resource() {
            return Optional.of(value);
        }
    }

    /**
     * It cannot be used.
     *
     * @param field the place inside the message
     * @param reason what is wrong there
     */
    record Rejected(String field, String reason) implements Decoded {
        @Override
        public Optional<Resource> resource() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return field.isEmpty() ? reason : field + ": " + reason;
        }
    }
}
