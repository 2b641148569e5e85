package io.weft.bookinfo.run;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Runs another main class, and ends the process when its standard input ends: the input is a pipe from the process that
 * started this one, so nothing is left behind even when that one is killed.
 */
final class Leash {

    /** System property: a file to create once the other main method has returned. */
    static final String STARTED = "leash.started";

    private static final long PATIENCE_SECONDS = 10;

    private Leash() {}

    public static void main(String[] args) throws Exception {
        daemon("leash", Leash::exitAtEndOfInput);
        Method main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        }
        String started = System.getProperty(STARTED);
        if (started != null) {
            Files.createFile(Path.of(started));
        }
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            // As good as the end.
        }
        daemon("leash-halt", Leash::haltAfterPatience);
        System.exit(0);
    }

    private static void haltAfterPatience() {
        try {
            TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
