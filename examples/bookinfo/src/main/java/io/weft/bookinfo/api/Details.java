package io.weft.bookinfo.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Facts about a book. */
public record Details(
        int id,
        String author,
        int year,
        String type,
        int pages,
        String publisher,
        String language,
        @JsonProperty("ISBN-10") String isbn10,
        @JsonProperty("ISBN-13") String isbn13) {}
