/** A server over HTTP whose answers show who was called, and how often. */
@NullMarked
package io.weft.bookinfo.httpbin;

import org.jspecify.annotations.NullMarked;
