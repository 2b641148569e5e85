package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;

/** What holds for a MeshConfig. */
final class MeshRules {

    private MeshRules() {}

    static void mesh(Node spec, Findings findings) {
        Visibility ofEach = new Visibility(".");
        ofEach.check(spec, "defaultServiceExportTo", true, findings);
        ofEach.check(spec, "defaultVirtualServiceExportTo", false, findings);
        ofEach.check(spec, "defaultDestinationRuleExportTo", false, findings);
    }
}
