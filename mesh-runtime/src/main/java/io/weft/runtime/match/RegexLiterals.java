package io.weft.runtime.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is literal in an RE2 expression: how every text that it matches as a whole begins, and the longest piece that
 * each of them has somewhere. Possibly less than could be known, never more; the expression must be a valid one.
 */
record RegexLiterals(String beginning, String within) {

    private static final RegexLiterals NONE = new RegexLiterals("", "");

    static RegexLiterals of(String regex) {
        Scan scan = new Scan(regex);
        List<String> runs = scan.alternatives();
        if (scan.unsure) {
            return NONE;
        }
        String longest =
                runs.stream().max(Comparator.comparingInt(String::length)).orElse("");
        return new RegexLiterals(runs.isEmpty() ? "" : runs.get(0), longest);
    }

    /** Reads an expression for its runs of literal characters. The first run is the beginning, and may be empty. */
    private static final class Scan {

        private static final String CLASSES = "dDwWsSbBAz";

        private final String regex;
        private int at;

        /** Set where something is written in a way that this does not read: flags, escaped numbers, quotations. */
        private boolean unsure;

        Scan(String regex) {
            this.regex = regex;
        }

        /** The runs of the only alternative; none if there are several. */
        List<String> alternatives() {
            List<String> runs = sequence();
            boolean several = false;
            while (!unsure && isAt("|")) {
                at++;
                several = true;
                sequence();
            }
            return several ? List.of() : runs;
        }

        private List<String> sequence() {
            Runs runs = new Runs();
            while (!unsure && at < regex.length() && !isAt("|") && !isAt(")")) {
                if (isAt("(")) {
                    group(runs);
                } else if (isAt("^") && runs.isUnbegun()) {
                    at++;
                    optional();
                } else {
                    atom(runs);
                }
            }
            runs.end();
            return runs.all;
        }

        private void group(Runs runs) {
            at++;
            if (isAt("?:")) {
                at += 2;
            } else if (isAt("?P<") || isAt("?<")) {
                at = regex.indexOf('>', at) + 1;
            } else if (isAt("?")) {
                unsure = true;
                return;
            }
            List<String> inner = alternatives();
            at++;
            runs.group(optional() ? List.of() : inner);
        }

        private void atom(Runs runs) {
            char c = regex.charAt(at++);
            boolean literal = c < 0x80 && c != '.' && c != '$' && c != '^' && c != '[';
            if (c == '[') {
                skipClass();
            } else if (c == '\\') {
                c = regex.charAt(at++);
                literal = c < 0x80 && !Character.isLetterOrDigit(c);
                unsure |= !literal && CLASSES.indexOf(c) < 0;
            }
            int before = at;
            boolean optional = optional();
            if (literal && !optional) {
                runs.add(c);
            }
            if (!literal || at > before) {
                runs.end();
            }
        }

        private void skipClass() {
            at += isAt("^") ? 1 : 0;
            at += isAt("]") ? 1 : 0;
            while (!isAt("]")) {
                int named = isAt("[:") ? regex.indexOf(":]", at) : -1;
                at = named >= 0 ? named + 2 : isAt("\\") ? at + 2 : at + 1;
            }
            at++;
        }

        /** Reads how often what stands before may come; whether that can be never. */
        private boolean optional() {
            if (isAt("+")) {
                at++;
            } else if (isAt("*") || isAt("?")) {
                at++;
                skipLazy();
                return true;
            } else if (isAt("{") && repeatEnd() > 0) {
                at = repeatEnd();
                skipLazy();
                return true;
            } else {
                return false;
            }
            skipLazy();
            return false;
        }

        private void skipLazy() {
            at += isAt("?") ? 1 : 0;
        }

        /** Behind {@code {2}}, {@code {2,}} or {@code {2,3}}; 0 for a brace that stands for itself. */
        private int repeatEnd() {
            int end = regex.indexOf('}', at);
            return end > 0 && regex.substring(at + 1, end).matches("\\d+(,\\d*)?") ? end + 1 : 0;
        }

        private boolean isAt(String text) {
            return regex.startsWith(text, at);
        }
    }

    private static final class Runs {

        private final List<String> all = new ArrayList<>();
        private final StringBuilder run = new StringBuilder();

        boolean isUnbegun() {
            return all.isEmpty() && run.length() == 0;
        }

        void add(char c) {
            run.append(c);
        }

        void end() {
            if (all.isEmpty() || run.length() > 0) {
                all.add(run.toString());
                run.setLength(0);
            }
        }

        /** A group's first run begins where the group does. */
        void group(List<String> runs) {
            if (!isUnbegun() || runs.isEmpty()) {
                end();
            }
            all.addAll(runs);
        }
    }
}
