package io.weft.bench.calls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A process that makes calls as it is told to, line by line on its input, and tells what they took on its output. */
public final class Leg {

    /** What the lines of answers begin with; others are not for us. */
    public static final String MARK = "leg: ";

    private Leg() {}

    /** Returns when the input ends. */
    public static void run(Caller caller) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println(MARK + "ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(MARK + answer(caller, line.split(" ")));
        }
    }

    private static String answer(Caller caller, String[] words) {
        int number = Integer.parseInt(words[1]);
        try {
            return switch (words[0]) {
                case "warm" -> {
                    ClosedLoop.warm(caller, number * 1_000_000_000L);
                    yield "warm";
                }
                case "closed" -> ClosedLoop.measure(caller, number).toString();
                case "open" ->
                    OpenLoop.measure(caller, number, Integer.parseInt(words[2])).toString();
                case "bytes" -> String.format(Locale.ROOT, "%.1f", AllocatedBytes.perCall(caller, number));
                case "failures" -> ClosedLoop.failures(caller, number);
                default -> throw new IllegalArgumentException("No such order: " + words[0]);
            };
        } catch (Exception e) {
            return "failed: " + e;
        }
    }
}
