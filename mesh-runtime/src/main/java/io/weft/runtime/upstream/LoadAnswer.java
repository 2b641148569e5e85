package io.weft.runtime.upstream;

/** What became of the question for an endpoint's load. */
public sealed interface LoadAnswer permits LoadReport, LoadAnswer.Missing {

    /** Why there is no report. */
    enum Missing implements LoadAnswer {
        /** No answer in time, or no connection: busy, or gone. */
        SILENCE,
        /** The endpoint doesn't know the question. */
        NOT_UNDERSTOOD
    }
}
