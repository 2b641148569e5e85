package io.weft.parity;

import io.weft.model.CallRecord;
import io.weft.model.RequestHead;
import io.weft.spi.MeshEvents;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the runtime says of each call, by request id. */
final class CallRecords implements MeshEvents {

    private final Map<String, CallRecord> records = new ConcurrentHashMap<>();

    @Override
    public boolean wantsCalls() {
        return true;
    }

    @Override
    public void called(RequestHead head, CallRecord call) {
        String id = head.header("x-request-id");
        if (id != null) {
            records.put(id, call);
        }
    }

    /** The record of a call, empty if the mesh let it pass through; forgets it. */
    Optional<CallRecord> take(String requestId) {
        return Optional.ofNullable(records.remove(requestId));
    }
}
