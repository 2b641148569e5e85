package io.weft.control.config.book;

import io.weft.control.config.MeshConfig;
import io.weft.control.config.schema.Yaml;

/** Reads one file. Pure, and never throws for what a file holds. */
public final class ConfigReader {

    private final MeshConfig mesh;

    public ConfigReader(MeshConfig mesh) {
        this.mesh = mesh;
    }

    /**
     * Reads all documents of a file, each for itself.
     *
     * @param file its name in positions and problems
     */
    public ParsedFile parse(String file, byte[] bytes) {
        FileReader reader = new FileReader(file, mesh);
        Yaml.read(file, bytes).documents().forEach(reader::document);
        return reader.result();
    }
}
