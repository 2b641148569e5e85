/**
 * The way from files to a snapshot: {@link io.weft.control.config.book.ConfigReader} reads one file,
 * {@link io.weft.control.config.book.ConfigBook} keeps the last good version of every object, and
 * {@link io.weft.control.config.book.Validation} does the same for files that are only to be checked. All of it is pure:
 * bytes in, values out.
 */
@NullMarked
package io.weft.control.config.book;

import org.jspecify.annotations.NullMarked;
