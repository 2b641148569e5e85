package io.weft.xds;

import java.time.Duration;

/** The control plane could not be reached in time, and the bootstrap asks to fail rather than to go on without it. */
public final class ControlPlaneUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String server;

    ControlPlaneUnreachableException(String server, Duration waited, String why) {
        super("the control plane at " + server + " could not be reached within " + waited.toMillis() + " ms: " + why);
        this.server = server;
    }

    /** {@code host:port} that was tried. */
    public String server() {
        return server;
    }

    /** What a person can do about it. */
    public String remedy() {
        return "Start the control plane at " + server + ", correct the address (mesh.control-plane.address), or set "
                + "mesh.control-plane.fail-fast=false to start without it and pass calls through to DNS until it comes.";
    }
}
