/** Stars that reviewers gave, over HTTP and over gRPC. */
@NullMarked
package io.weft.bookinfo.ratings;

import org.jspecify.annotations.NullMarked;
