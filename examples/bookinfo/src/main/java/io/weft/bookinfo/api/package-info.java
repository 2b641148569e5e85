/** What travels between the services as JSON. */
@NullMarked
package io.weft.bookinfo.api;

import org.jspecify.annotations.NullMarked;
