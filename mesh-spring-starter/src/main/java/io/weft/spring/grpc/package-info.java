/** Connects the mesh to the gRPC channels and servers of Spring Boot. */
@NullMarked
package io.weft.spring.grpc;

import org.jspecify.annotations.NullMarked;
