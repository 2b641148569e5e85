package io.weft.runtime.match;

import io.weft.model.RequestHead;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the routes that ask for a literal at the beginning of a text, by walking a radix tree of all literals once.
 * Routes are numbers, their places in the table; a lookup wants the lowest one that holds in full.
 */
final class TextIndex {

    /** How a route hangs on its literal. */
    enum Kind {
        /** The text goes on as it likes. */
        BEGINS,
        /** The text ends here. */
        ENDS,
        /** The text ends here, or a new segment of a path begins. */
        SEGMENT
    }

    /** Says whether all conditions of a route hold. */
    interface Candidates {
        boolean holds(int route, RequestHead head);
    }

    private final boolean ignoreCase;
    private final Node root = new Node("");

    TextIndex(boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
    }

    void add(String literal, Kind kind, int route) {
        node(ignoreCase ? literal.toLowerCase(Locale.ROOT) : literal).add(kind, route);
    }

    private Node node(String literal) {
        Node node = root;
        int at = 0;
        while (at < literal.length()) {
            Node child = node.childFor(literal, at);
            at += child.label.length();
            node = child;
        }
        return node;
    }

    boolean isEmpty() {
        return root.children.length == 0
                && root.begins.length == 0
                && root.ends.length == 0
                && root.segments.length == 0;
    }

    /** The lowest route below {@code best} whose literal stands at {@code from} and that holds, or {@code best}. */
    int first(String text, int from, int end, RequestHead head, Candidates candidates, int best) {
        Node node = root;
        int at = from;
        int found = best;
        while (true) {
            found = first(node.begins, head, candidates, found);
            if (at == end) {
                found = first(node.ends, head, candidates, found);
                return first(node.segments, head, candidates, found);
            }
            char c = text.charAt(at);
            if (c == '/') {
                found = first(node.segments, head, candidates, found);
            }
            Node child = node.child(ignoreCase ? Character.toLowerCase(c) : c);
            if (child == null || !child.isAt(text, at, end, ignoreCase)) {
                return found;
            }
            at += child.label.length();
            node = child;
        }
    }

    private static int first(int[] routes, RequestHead head, Candidates candidates, int best) {
        for (int route : routes) {
            if (route >= best) {
                return best;
            }
            if (candidates.holds(route, head)) {
                return route;
            }
        }
        return best;
    }

    /** A stretch of characters, and the routes that hang on its end in ascending order. */
    private static final class Node {

        private static final int[] NO_ROUTES = {};

        private String label;
        private Node[] children = {};

        /** The first character of each child's label, in order. */
        private char[] firsts = {};

        private int[] begins = NO_ROUTES;
        private int[] ends = NO_ROUTES;
        private int[] segments = NO_ROUTES;

        Node(String label) {
            this.label = label;
        }

        void add(Kind kind, int route) {
            switch (kind) {
                case BEGINS -> begins = with(begins, route);
                case ENDS -> ends = with(ends, route);
                case SEGMENT -> segments = with(segments, route);
            }
        }

        private static int[] with(int[] routes, int route) {
            int[] more = Arrays.copyOf(routes, routes.length + 1);
            more[routes.length] = route;
            return more;
        }

        boolean isAt(String text, int at, int end, boolean ignoreCase) {
            return at + label.length() <= end && text.regionMatches(ignoreCase, at, label, 0, label.length());
        }

        @Nullable
        Node child(char first) {
            int place = place(first);
            return place < firsts.length && firsts[place] == first ? children[place] : null;
        }

        private int place(char first) {
            int low = 0;
            int high = firsts.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (firsts[middle] < first) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private void insert(Node child, int place) {
            int behind = children.length - place;
            Node[] nodes = Arrays.copyOf(children, children.length + 1);
            System.arraycopy(children, place, nodes, place + 1, behind);
            nodes[place] = child;
            children = nodes;
            char[] characters = Arrays.copyOf(firsts, nodes.length);
            System.arraycopy(firsts, place, characters, place + 1, behind);
            characters[place] = child.label.charAt(0);
            firsts = characters;
        }

        /** The child on the way to a literal; made, or split off from a longer one, if there is none yet. */
        Node childFor(String literal, int at) {
            Node child = child(literal.charAt(at));
            int place = place(literal.charAt(at));
            if (child == null) {
                child = new Node(literal.substring(at));
                insert(child, place);
                return child;
            }
            int common = 1;
            while (common < child.label.length()
                    && at + common < literal.length()
                    && child.label.charAt(common) == literal.charAt(at + common)) {
                common++;
            }
            if (common < child.label.length()) {
                Node upper = new Node(child.label.substring(0, common));
                child.label = child.label.substring(common);
                upper.insert(child, 0);
                children[place] = upper;
            }
            return children[place];
        }
    }
}
