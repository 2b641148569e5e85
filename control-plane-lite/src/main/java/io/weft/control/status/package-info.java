/** Read-only pages over HTTP: who is connected, what is wrong, who is registered. */
@NullMarked
package io.weft.control.status;

import org.jspecify.annotations.NullMarked;
