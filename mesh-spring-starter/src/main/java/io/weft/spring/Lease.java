package io.weft.spring;

import io.weft.xds.Registration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * This workload in the registry, in step with the application: STARTING once its servers listen, READY while it accepts
 * traffic, DRAINING from the moment its context begins to close, gone when all is closed. An application without a
 * server is not registered, for nobody can call it.
 */
final class Lease implements ApplicationListener<ApplicationEvent>, ApplicationContextAware, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger("mesh");

    private final MeshProperties properties;
    private final WorkloadPorts ports;
    private final Function<Map<String, Integer>, Registration> open;
    private @Nullable ApplicationContext own;
    private @Nullable Registration registration;
    private boolean ready;

    /** @param open registers the workload with these ports */
    Lease(MeshProperties properties, WorkloadPorts ports, Function<Map<String, Integer>, Registration> open) {
        this.properties = properties;
        this.ports = ports;
        this.open = open;
    }

    @Override
    public void setApplicationContext(ApplicationContext context) {
        own = context;
    }

    /** Events of child contexts (management port) come here too, and are not about this workload. */
    @Override
    public synchronized void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof ApplicationStartedEvent started && started.getApplicationContext() == own) {
            start();
        } else if (event instanceof AvailabilityChangeEvent<?> change && change.getSource() == own) {
            follow(change.getState());
        } else if (event instanceof ContextClosedEvent closed && closed.getApplicationContext() == own) {
            drain();
        }
    }

    private void start() {
        Map<String, Integer> all = new HashMap<>(ports.all());
        all.putAll(properties.register().ports());
        if (!all.isEmpty() && registration == null) {
            registration = open.apply(all);
        }
    }

    private void follow(Object state) {
        if (state == ReadinessState.ACCEPTING_TRAFFIC && registration != null) {
            ready = true;
            registration.ready();
        } else if (state == ReadinessState.REFUSING_TRAFFIC) {
            drain();
        }
    }

    /** Says that this workload leaves, and keeps its servers open until that has reached those who call it. */
    private void drain() {
        if (!ready || registration == null) {
            return;
        }
        ready = false;
        registration.draining();
        LOG.info("Draining for {} ms", properties.drainDelay().toMillis());
        try {
            Thread.sleep(properties.drainDelay().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void destroy() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
    }
}
