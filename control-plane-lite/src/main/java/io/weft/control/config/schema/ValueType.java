package io.weft.control.config.schema;

import java.util.List;

/** What a value may be. */
sealed interface ValueType {

    /** A text, number or boolean; the limits are those of its length or value. */
    record Scalar(Word word, Limits limits) implements ValueType {}

    /** One of these words. */
    record Choice(List<String> words) implements ValueType {}

    /** An object of that declared type. */
    record Reference(String type) implements ValueType {}

    record ListOf(ValueType item, Limits limits) implements ValueType {}

    /** An object with any keys. */
    record MapOf(ValueType value, Limits limits) implements ValueType {}

    /** An object that nobody looks into. */
    record Anything() implements ValueType {}

    /** The scalar types, as the declarations call them. */
    enum Word {
        STRING,
        BOOL,
        INT32,
        UINT32,
        UINT64,
        DOUBLE,
        /** At least a millisecond, in whole ones. */
        DURATION,
        /** At least a millisecond, as fine as one likes. */
        DURATION_FINE,
        /** Whatever Go can read, also nothing and less. */
        DURATION_ANY,
        /** Base64. */
        BYTES,
        /** A number or a word (Kubernetes' IntOrString). */
        INT_OR_STRING
    }

    /** Inclusive. */
    record Limits(double least, double most) {
        static final Limits NONE = new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        boolean allow(double value) {
            return value >= least && value <= most;
        }

        String words() {
            String low = number(least);
            String high = number(most);
            if (Double.isInfinite(most)) {
                return "at least " + low;
            }
            return Double.isInfinite(least) ? "at most " + high : "between " + low + " and " + high;
        }

        private static String number(double value) {
            return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
        }
    }
}
