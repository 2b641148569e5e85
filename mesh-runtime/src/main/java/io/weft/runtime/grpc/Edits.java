package io.weft.runtime.grpc;

import io.grpc.Metadata;
import io.weft.model.HeaderEdit;
import io.weft.runtime.call.Header;
import java.util.List;

/** Carries out header edits on gRPC's metadata. */
final class Edits {

    private Edits() {}

    static Metadata copy(Metadata metadata) {
        Metadata copy = new Metadata();
        copy.merge(metadata);
        return copy;
    }

    /** A copy of the metadata with these edits done. */
    static Metadata applied(List<HeaderEdit> edits, Metadata metadata) {
        Metadata copy = copy(metadata);
        apply(edits, copy);
        return copy;
    }

    static void apply(List<HeaderEdit> edits, Metadata metadata) {
        for (int i = 0; i < edits.size(); i++) {
            HeaderEdit edit = edits.get(i);
            if (edit instanceof HeaderEdit.Add add) {
                TextMetadata.add(metadata, add.name(), add.value());
            } else {
                TextMetadata.remove(metadata, edit.name());
                if (edit instanceof HeaderEdit.Set set) {
                    TextMetadata.add(metadata, set.name(), set.value());
                }
            }
        }
    }

    static Metadata metadata(List<Header> headers) {
        Metadata metadata = new Metadata();
        headers.forEach(header -> TextMetadata.add(metadata, header.name(), header.value()));
        return metadata;
    }

    static void addMissing(List<Header> headers, Metadata metadata) {
        for (Header header : headers) {
            if (TextMetadata.read(metadata, header.name()) == null) {
                TextMetadata.add(metadata, header.name(), header.value());
            }
        }
    }
}
