package io.weft.runtime.reactor;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.weft.model.ConnectionPolicy.KeepAlive;

/** TCP keep-alive of one connection. What its transport or system has no setting for is left out. */
final class TcpKeepAlive {

    private TcpKeepAlive() {}

    static void set(ChannelConfig connection, KeepAlive asked) {
        connection.setOption(ChannelOption.SO_KEEPALIVE, true);
        // Each of Netty's transports has options of its own for this, but they have their names in common.
        for (ChannelOption<?> option : connection.getOptions().keySet()) {
            long value = value(option.name().substring(option.name().indexOf('#') + 1), asked);
            if (value > 0) {
                @SuppressWarnings("unchecked")
                ChannelOption<Integer> number = (ChannelOption<Integer>) option;
                connection.setOption(number, (int) Math.min(Integer.MAX_VALUE, value));
            }
        }
    }

    private static long value(String option, KeepAlive asked) {
        return switch (option) {
            case "TCP_KEEPIDLE" -> asked.time().toSeconds();
            case "TCP_KEEPINTVL", "TCP_KEEPINTERVAL" -> asked.interval().toSeconds();
            case "TCP_KEEPCNT", "TCP_KEEPCOUNT" -> asked.probes();
            default -> 0;
        };
    }
}
