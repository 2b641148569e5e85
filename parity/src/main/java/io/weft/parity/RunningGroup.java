package io.weft.parity;

import io.weft.control.ControlPlane;
import io.weft.control.ControlPlaneOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Cases whose rules are in force together: their control plane and the client that follows it. */
final class RunningGroup implements AutoCloseable {

    private final CaseFolder folder;
    private final ControlPlane controlPlane;
    private final MeshClient client;

    private RunningGroup(CaseFolder folder, World.Client identity, Echo echo) throws IOException {
        this.folder = folder;
        this.controlPlane =
                ControlPlane.start(ControlPlaneOptions.of(folder.path()).listeningOn("127.0.0.1", 0));
        this.client = MeshClient.start(controlPlane.port(), identity, echo);
    }

    static RunningGroup start(List<RecordedCase> cases, Echo echo) {
        try {
            return new RunningGroup(CaseFolder.of(cases), cases.get(0).world().client(), echo);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a control plane", e);
        }
    }

    MeshClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        controlPlane.close();
        folder.close();
    }
}
