package io.weft.runtime.reactor;

import io.netty.handler.codec.http.HttpHeaders;
import io.weft.model.HeaderEdit;
import java.util.List;

/** Carries out header edits on Netty's headers. */
final class Edits {

    private Edits() {}

    static void apply(List<HeaderEdit> edits, HttpHeaders headers) {
        for (HeaderEdit edit : edits) {
            if (edit instanceof HeaderEdit.Set set) {
                headers.set(set.name(), set.value());
            } else if (edit instanceof HeaderEdit.Add add) {
                headers.add(add.name(), add.value());
            } else {
                headers.remove(edit.name());
            }
        }
    }
}
