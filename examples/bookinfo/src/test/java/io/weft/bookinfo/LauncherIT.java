package io.weft.bookinfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process: what it says, and what it leaves behind. */
class LauncherIT {

    private static final int PROCESSES = 7;

    @TempDir
    Path config;

    @Test
    void leavesNoProcessAfterCtrlC() throws Exception {
        Process launcher = launch();
        List<ProcessHandle> children = childrenOnceReady(launcher);
        assertThat(children).hasSize(PROCESSES);
        children.get(PROCESSES - 1).destroyForcibly();

        new ProcessBuilder("kill", "-INT", Long.toString(launcher.pid()))
                .start()
                .waitFor();

        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void leavesNoProcessWhenItIsKilled() throws Exception {
        Process launcher = launch();
        while (launcher.children().count() < PROCESSES) {
            assertThat(launcher.isAlive()).isTrue();
            TimeUnit.MILLISECONDS.sleep(20);
        }
        List<ProcessHandle> children = launcher.children().toList();

        launcher.destroyForcibly();

        for (ProcessHandle child : children) {
            child.onExit().get(30, TimeUnit.SECONDS);
        }
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    private static List<ProcessHandle> childrenOnceReady(Process launcher) throws IOException {
        BufferedReader said = launcher.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("Ready")) {
                return launcher.children().toList();
            }
        }
        throw new AssertionError("The launcher ended before it was ready");
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dweft.root=../..",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--config=" + config)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
