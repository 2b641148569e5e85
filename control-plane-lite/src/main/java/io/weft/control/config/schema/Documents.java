package io.weft.control.config.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a file into its YAML documents. A line that begins with {@code ---} ends a document wherever it stands, so an
 * unreadable document leaves the others readable.
 */
final class Documents {

    /**
     * @param firstLine of its text in the file, from 0
     * @param firstColumn where each of its lines begins, from 0
     * @param path to it; empty for a whole document
     */
    record Part(String text, int firstLine, int firstColumn, String path) {

        /** A whole document. */
        Part(String text, int firstLine) {
            this(text, firstLine, 0, "");
        }
    }

    private Documents() {}

    static List<Part> of(String text) {
        List<Part> found = new ArrayList<>();
        int begin = 0;
        int beginLine = 0;
        int line = 0;
        for (int at = 0; at >= 0 && at < text.length(); line++) {
            if (at > begin && separates(text, at)) {
                found.add(new Part(text.substring(begin, at), beginLine));
                begin = at;
                beginLine = line;
            }
            int end = text.indexOf('\n', at);
            at = end < 0 ? -1 : end + 1;
        }
        found.add(new Part(text.substring(begin), beginLine));
        return found;
    }

    private static boolean separates(String text, int at) {
        return text.startsWith("---", at) && (at + 3 == text.length() || Character.isWhitespace(text.charAt(at + 3)));
    }
}
