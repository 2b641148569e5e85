package io.weft.control.store;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param file which file it is, whatever its name: differs after a rename or a symlink swap
 */
record Stamp(long size, long modifiedMillis, Object file) {}
