package io.weft.runtime.http;

import io.weft.model.HeaderEdit;
import java.util.List;
import org.apache.hc.core5.http.HttpMessage;

/** Carries out header edits on HttpClient's messages. */
final class Edits {

    private Edits() {}

    /** Without an iterator: every call comes here twice, most with nothing to do. */
    static void apply(List<HeaderEdit> edits, HttpMessage message) {
        for (int i = 0; i < edits.size(); i++) {
            apply(edits.get(i), message);
        }
    }

    private static void apply(HeaderEdit edit, HttpMessage message) {
        if (edit instanceof HeaderEdit.Set set) {
            message.setHeader(set.name(), set.value());
        } else if (edit instanceof HeaderEdit.Add add) {
            message.addHeader(add.name(), add.value());
        } else {
            message.removeHeaders(edit.name());
        }
    }
}
