package io.weft.control.serve;

import com.google.protobuf.Message;
import java.util.Optional;
import java.util.Set;

/**
 * All that one group of clients may be served at one moment. Immutable: a change is a new view.
 *
 * <p>It is asked lazily, by one thread, once per resource that some client of the group wants. A view that hands out the
 * very object of its predecessor where nothing changed saves the encoding.
 */
public interface ResourceView {

    /** The resource of that name; empty if there is none. For an endpoint resource, empty is served as "no endpoints". */
    Optional<Message> resource(ResourceType type, String name);

    /** The names that a client is sent which asks for everything; asked for listeners and clusters only. */
    Set<String> names(ResourceType type);
}
