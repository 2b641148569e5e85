package io.weft.control.serve;

/** The two ways of asking: state of the world (SotW), and incremental (delta). */
enum Protocol {
    WHOLE,
    INCREMENTAL
}
