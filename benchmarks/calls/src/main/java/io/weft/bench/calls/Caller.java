package io.weft.bench.calls;

/** Makes one call and waits for its answer. Fails by throwing. */
@FunctionalInterface
public interface Caller {

    void call() throws Exception;
}
