package io.weft.bookinfo.story;

/** Applies rules, drives load, and checks what is seen. */
@FunctionalInterface
interface Story {

    void tell(Stage stage);
}
