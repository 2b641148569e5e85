package io.weft.bookinfo.run;

import java.util.Locale;

/** How one service asks another. */
public enum Protocol {
    HTTP,
    GRPC;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
