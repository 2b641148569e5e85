/** Connects the mesh to Spring's HTTP clients and to the servlet container. */
@NullMarked
package io.weft.spring.http;

import org.jspecify.annotations.NullMarked;
