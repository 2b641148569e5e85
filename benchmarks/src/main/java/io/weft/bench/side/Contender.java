package io.weft.bench.side;

import java.util.List;

/**
 * One system: a program that makes calls, and the class path that makes it this system.
 *
 * @param name as the tables say it
 * @param classPath as java takes it
 * @param main the class whose main runs a {@link io.weft.bench.calls.Leg}
 * @param arguments of that main
 */
record Contender(String name, String classPath, String main, List<String> arguments) {}
