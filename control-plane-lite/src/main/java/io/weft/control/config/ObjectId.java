package io.weft.control.config;

/** What makes two objects the same. */
public record ObjectId(Kind kind, String namespace, String name) {
    @Override
    public String toString() {
        return kind.word() + " " + namespace + "/" + name;
    }
}
