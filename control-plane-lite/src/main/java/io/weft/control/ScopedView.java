package io.weft.control;

import com.google.protobuf.Message;
import io.weft.control.serve.ResourceView;
import io.weft.control.translate.ClientScope;
import io.weft.control.translate.MeshView;
import io.weft.control.translate.ResourceType;
import java.util.Optional;
import java.util.Set;

/**
 * The mesh as clients of one scope see it.
 *
 * @param complete whether all workloads had the time to register
 */
record ScopedView(MeshView mesh, ClientScope scope, boolean complete) implements ResourceView {

    @Override
    public Optional<Message> resource(ResourceType type, String name) {
        return mesh.resource(scope, type, name);
    }

    @Override
    public Set<String> names(ResourceType type) {
        return mesh.names(scope, type);
    }
}
