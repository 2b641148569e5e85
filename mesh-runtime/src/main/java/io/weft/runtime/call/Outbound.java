package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import io.weft.runtime.call.Destinations.Destination;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of a request's head, by rule, what its upstream sees. */
final class Outbound {

    private Outbound() {}

    /** @param asked what of the head is meant for the mesh alone, to be taken off */
    static OutboundHead head(
            CallContext context, CompiledRoute route, Destination destination, List<HeaderEdit> asked) {
        CallHead head = context.head();
        return asked.isEmpty() && isUnchanged(route, destination)
                ? new OutboundHead(head.authority(), head.path(), List.copyOf(head.added()))
                : edited(context, route, destination, asked);
    }

    /** Whether the upstream sees the caller's own head, but for trace headers. */
    private static boolean isUnchanged(CompiledRoute route, Destination destination) {
        return destination.requestEdits().isNone()
                && route.requestEdits().isNone()
                && route.rewrite().isNone()
                && destination.authority().isEmpty();
    }

    private static OutboundHead edited(
            CallContext context, CompiledRoute route, Destination destination, List<HeaderEdit> asked) {
        List<HeaderEdit> edits = new ArrayList<>(context.head().added());
        edits.addAll(asked);
        EditScript ofDestination = destination.requestEdits();
        EditScript ofRoute = route.requestEdits();
        Commands commands = ofDestination.isConstant() && ofRoute.isConstant() ? null : context.commands(edits, null);
        evaluate(ofDestination, commands, edits);
        evaluate(ofRoute, commands, edits);
        CallHead head = context.head();
        String path = head.path();
        if (!route.rewrite().isNone()) {
            edits.add(new HeaderEdit.Set("x-envoy-original-path", path));
            path = route.rewrite().apply(head);
        }
        String authority = head.authority();
        if (destination.authority().isPresent()) {
            edits.add(new HeaderEdit.Set("x-envoy-original-host", authority));
            authority = destination.authority().get();
        }
        return new OutboundHead(authority, path, edits);
    }

    private static void evaluate(EditScript script, @Nullable Commands commands, List<HeaderEdit> edits) {
        if (commands == null) {
            edits.addAll(script.constant());
        } else {
            script.evaluate(commands, edits);
        }
    }
}
