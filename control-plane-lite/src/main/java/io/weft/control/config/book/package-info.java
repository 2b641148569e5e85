/**
 * The way from files to a snapshot: {@link io.weft.control.config.book.ConfigReader} reads one file,
 * {@link io.weft.control.config.book.ConfigBook} keeps the last good version of every object.
 * Both are pure: bytes in, values out.
 */
@NullMarked
package io.weft.control.config.book;

import org.jspecify.annotations.NullMarked;
