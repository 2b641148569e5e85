/** The last good resources on disk, for a start without a control plane. */
@NullMarked
package io.weft.xds.cache;

import org.jspecify.annotations.NullMarked;
