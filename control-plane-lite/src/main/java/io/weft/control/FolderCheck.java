package io.weft.control;

import io.weft.control.config.MeshConfig;
import io.weft.control.config.Problem;
import io.weft.control.store.ConfigFolder;
import io.weft.control.store.FolderChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What a control plane would say of a folder, without one running. */
public final class FolderCheck {

    private FolderCheck() {}

    /**
     * All that is wrong with the files of a folder, and with what they say of each other, by place.
     *
     * @throws IOException if the folder cannot be read
     */
    public static List<Problem> problems(Path folder, MeshConfig mesh) throws IOException {
        MeshInputs inputs = new MeshInputs(folder.toString(), mesh);
        inputs.accept(new FolderChange(ConfigFolder.contents(folder, MeshInputs.MAX_FILE_BYTES), Set.of(), ""));
        inputs.translate();
        return inputs.problems();
    }
}
