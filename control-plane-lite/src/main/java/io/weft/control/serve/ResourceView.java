package io.weft.control.serve;

import com.google.protobuf.Message;
import io.weft.control.translate.ResourceType;
import java.util.Optional;
import java.util.Set;

/**
 * All that the clients of one scope may be served at one moment. Immutable: a change is a new view.
 *
 * <p>It is asked by one thread, once per resource that some client of the scope wants. A view that hands out the very
 * object of its predecessor where nothing changed saves the encoding.
 */
public interface ResourceView {

    /** The resource of that name; empty if there is none. Of endpoints, empty is served as "no endpoints". */
    Optional<Message> resource(ResourceType type, String name);

    /**
     * Whether all workloads had the time to say that they are there. Until then, endpoints that a client has from an
     * earlier stream are not taken from it: a control plane that was started again knows nobody at first.
     */
    boolean complete();

    /** The names that a client is sent which asks for everything. Asked for listeners and clusters only. */
    Set<String> names(ResourceType type);
}
