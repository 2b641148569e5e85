package io.weft.control.serve;

/** A resource that a client holds in another form than it is in now. */
record Difference(String name, Entry was, Entry now) {

    /** Whether the client has the resource already, and gets another content of it. */
    boolean replaces() {
        return was.exists() && now.exists();
    }
}
