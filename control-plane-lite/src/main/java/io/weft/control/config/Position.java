package io.weft.control.config;

import java.util.Comparator;

/**
 * A place in a file.
 *
 * @param file the file's name as the user knows it
 * @param line from 1; 0 if the place is the file as a whole
 * @param column from 1; 0 if the place is the file as a whole
 */
public record Position(String file, int line, int column) implements Comparable<Position> {

    private static final Comparator<Position> ORDER =
            Comparator.comparing(Position::file).thenComparing(Position::line).thenComparing(Position::column);

    /** The file as a whole. */
    public static Position of(String file) {
        return new Position(file, 0, 0);
    }

    /** Without the column, as the sources of routes and clusters are shown. */
    public String fileAndLine() {
        return line == 0 ? file : file + ":" + line;
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
