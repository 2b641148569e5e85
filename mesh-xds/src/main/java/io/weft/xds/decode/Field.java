package io.weft.xds.decode;

/** A place inside a message, written as {@code routes[2].match.headers[0]}. */
record Field(String path) {

    static final Field ROOT = new Field("");

    Field in(String name) {
        return new Field(path.isEmpty() ? name : path + "." + name);
    }

    Field in(String name, int index) {
        return in(name + "[" + index + "]");
    }

    /** To be thrown: what stands here cannot be used. */
    Malformed malformed(String reason) {
        return new Malformed(path, reason);
    }
}
