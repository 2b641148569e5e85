/**
 * The vocabulary of the configuration: Istio's kinds as records with Istio's field names, where each object was
 * written, and what is wrong with it. Absent is {@code Optional.empty()} or an empty collection, never null;
 * collections are immutable and keep the order of the file. How YAML becomes these records is the business of
 * {@code .config.book}.
 */
@NullMarked
package io.weft.control.config;

import org.jspecify.annotations.NullMarked;
