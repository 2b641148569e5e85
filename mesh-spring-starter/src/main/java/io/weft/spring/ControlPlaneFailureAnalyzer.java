package io.weft.spring;

import io.weft.xds.ControlPlaneUnreachableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do if the application refuses to start without its control plane. */
final class ControlPlaneFailureAnalyzer extends AbstractFailureAnalyzer<ControlPlaneUnreachableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ControlPlaneUnreachableException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
