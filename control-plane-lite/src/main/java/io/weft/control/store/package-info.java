/**
 * The config folder: notices what is written, replaced, swapped or deleted in it, and hands over whole files.
 *
 * <p>It knows files and nothing of what is in them. {@link io.weft.control.store.ConfigFolder} is the door.
 */
@NullMarked
package io.weft.control.store;

import org.jspecify.annotations.NullMarked;
