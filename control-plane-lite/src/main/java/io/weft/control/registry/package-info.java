/** Which services there are, and which workloads stand behind them. */
@NullMarked
package io.weft.control.registry;

import org.jspecify.annotations.NullMarked;
