package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import java.util.List;

/** Does evaluated edits to a list of headers. */
final class HeaderLines {

    private HeaderLines() {}

    static void edit(List<Header> headers, List<HeaderEdit> edits) {
        for (HeaderEdit edit : edits) {
            if (edit instanceof HeaderEdit.Add add) {
                headers.add(new Header(add.name(), add.value()));
            } else {
                headers.removeIf(header -> header.name().equals(edit.name()));
                if (edit instanceof HeaderEdit.Set set) {
                    headers.add(new Header(set.name(), set.value()));
                }
            }
        }
    }
}
