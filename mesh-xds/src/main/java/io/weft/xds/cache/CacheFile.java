package io.weft.xds.cache;

import io.weft.xds.decode.ResourceKey;
import io.weft.xds.decode.ResourceType;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Serialized resources in one file: a magic word and format number, the scope they are valid in, each resource by type
 * and name, and a checksum over all of it. Replaced whole by a rename, so that a reader sees the old or the new one.
 */
final class CacheFile {

    private static final int MAGIC = 0x57454654; // WEFT
    private static final int FORMAT = 1;
    private static final int CHECKSUM_BYTES = 8;

    private final Path file;
    private final String scope;
    private final long maxBytes;

    CacheFile(Path file, String scope, long maxBytes) {
        this.file = file;
        this.scope = scope;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads it.
     *
     * @return nothing if there is no file, or it is of another scope
     * @throws IOException if it cannot be read, is too large, or is not whole
     */
    Map<ResourceKey, byte[]> read() throws IOException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        if (Files.size(file) > maxBytes) {
            throw new IOException("it is larger than " + maxBytes + " bytes");
        }
        byte[] bytes = Files.readAllBytes(file);
        requireWhole(bytes);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != MAGIC || in.readInt() != FORMAT) {
            throw new IOException("it is of another format");
        }
        return in.readUTF().equals(scope) ? entries(in) : Map.of();
    }

    /** Replaces it. */
    void write(Map<ResourceKey, byte[]> entries) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
            writeTo(out, entries);
            out.flush();
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void writeTo(OutputStream sink, Map<ResourceKey, byte[]> entries) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(sink, new CRC32());
        DataOutputStream out = new DataOutputStream(checked);
        out.writeInt(MAGIC);
        out.writeInt(FORMAT);
        out.writeUTF(scope);
        out.writeInt(entries.size());
        for (Map.Entry<ResourceKey, byte[]> entry : entries.entrySet()) {
            out.writeUTF(entry.getKey().type().name());
            out.writeUTF(entry.getKey().name());
            out.writeInt(entry.getValue().length);
            out.write(entry.getValue());
        }
        out.writeLong(checked.getChecksum().getValue());
    }

    private static Map<ResourceKey, byte[]> entries(DataInputStream in) throws IOException {
        Map<ResourceKey, byte[]> entries = new HashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            ResourceKey key = new ResourceKey(ResourceType.valueOf(in.readUTF()), in.readUTF());
            entries.put(key, in.readNBytes(in.readInt()));
        }
        return entries;
    }

    private static void requireWhole(byte[] bytes) throws IOException {
        int length = bytes.length - CHECKSUM_BYTES;
        if (length < 0) {
            throw new IOException("it is cut off");
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, length);
        long written = new DataInputStream(new ByteArrayInputStream(bytes, length, CHECKSUM_BYTES)).readLong();
        if (written != checksum.getValue()) {
            throw new IOException("its checksum is wrong");
        }
    }
}
