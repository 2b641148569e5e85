package io.weft.control.config.kinds;

import com.google.common.net.InetAddresses;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.Optional;

/** IP addresses, blocks of them, ports, and paths of Unix sockets. */
final class Addresses {

    static final String UNIX = "unix://";

    private Addresses() {}

    static boolean isIp(String text) {
        return InetAddresses.isInetAddress(text);
    }

    /** {@code 10.0.0.0/8}. */
    static boolean isCidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || text.contains("%") || !isIp(text.substring(0, slash))) {
            return false;
        }
        String bits = text.substring(slash + 1);
        int most = InetAddresses.forString(text.substring(0, slash)).getAddress().length * 8;
        if (text.substring(0, slash).contains(":")) {
            most = 128;
        }
        return bits.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(bits) <= most;
    }

    /** An address or a block. */
    static void requireIpOrCidr(Node node, Findings findings) {
        String text = node.text();
        if (text.contains("/") ? !isCidr(text) : !isIp(text)) {
            String example = text.contains("/") ? "a block of addresses such as 10.0.0.0/8" : "an IP address";
            findings.error(node, "`" + text + "` is not " + example);
        }
    }

    static void requireIp(Node node, Findings findings) {
        if (!isIp(node.text())) {
            findings.error(node, "`" + node.text() + "` is not an IP address");
        }
    }

    /** Says what is wrong with the path of a Unix socket, scheme removed; {@code @} begins an abstract one. */
    static Optional<String> unixFault(String path) {
        boolean valid = path.startsWith("@") || path.startsWith("/") && !path.endsWith("/");
        return valid ? Optional.empty() : Optional.of("`" + path + "` is not the absolute path of a socket");
    }

    /** A port of 1 to 65535. */
    static void requirePort(Node node, Findings findings) {
        if (node.number() < 1 || node.number() > 65535) {
            findings.error(node, "must be a port between 1 and 65535, not " + node.text());
        }
    }

    /** 0 counts as absent. */
    static void requirePortIfSet(Node owner, String field, Findings findings) {
        owner.get(field).filter(port -> port.number() != 0).ifPresent(port -> requirePort(port, findings));
    }
}
