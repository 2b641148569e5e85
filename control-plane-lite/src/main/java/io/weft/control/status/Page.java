package io.weft.control.status;

/** What a request for a path is answered with. */
public record Page(int status, String contentType, String body) {

    public static Page text(String body) {
        return new Page(200, "text/plain; charset=utf-8", body);
    }

    /** Maps, collections, numbers, booleans and text as JSON. */
    public static Page json(Object value) {
        return new Page(200, "application/json", Json.of(value));
    }
}
