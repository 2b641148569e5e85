/** The command line. */
@NullMarked
package io.weft.control.cli;

import org.jspecify.annotations.NullMarked;
