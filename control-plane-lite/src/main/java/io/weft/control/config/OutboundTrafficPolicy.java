package io.weft.control.config;

/** Whether hosts that the registry does not know may be called (Istio's {@code OutboundTrafficPolicy.Mode}). */
public enum OutboundTrafficPolicy {
    REGISTRY_ONLY,
    ALLOW_ANY
}
