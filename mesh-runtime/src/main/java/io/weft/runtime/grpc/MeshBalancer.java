package io.weft.runtime.grpc;

import io.grpc.Attributes;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.Status;
import io.weft.model.Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps the connections to each address, made when an attempt asks for one and none has room: one, unless a rule caps
 * its streams. It chooses no endpoint: the engine has chosen.
 * Calls that are not the mesh's go to where DNS says.
 */
final class MeshBalancer extends LoadBalancer {

    /**
     * Every address that the mesh may dial; connections to others are given up. Absent from a channel that the mesh has
     * made for one address.
     */
    static final Attributes.Key<Set<Address>> DIALLED = Attributes.Key.create("mesh-dialled");

    /** Calls that were planned before an address left may still dial it. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Helper helper;
    private final LongSupplier nanoTime;
    private final DnsTarget dns;
    private final Links links = new Links();
    private Optional<Set<Address>> dialled = Optional.empty();
    private boolean sweeping;

    MeshBalancer(Helper helper) {
        this(helper, System::nanoTime);
    }

    /** @param nanoTime for the age of connections */
    MeshBalancer(Helper helper, LongSupplier nanoTime) {
        this.helper = helper;
        this.nanoTime = nanoTime;
        this.dns = new DnsTarget(helper, this::repick);
    }

    @Override
    public Status acceptResolvedAddresses(ResolvedAddresses resolved) {
        dialled = Optional.ofNullable(resolved.getAttributes().get(DIALLED));
        scheduleSweep();
        if (dialled.isPresent() && !resolved.getAddresses().isEmpty()) {
            dns.resolved(resolved);
        }
        repick();
        return Status.OK;
    }

    @Override
    public boolean canHandleEmptyAddressListFromNameResolution() {
        return true;
    }

    @Override
    public void handleNameResolutionError(Status error) {
        dns.failed(error);
    }

    @Override
    public void requestConnection() {
        dns.requestConnection();
    }

    @Override
    public void shutdown() {
        dns.shutdown();
        links.forEach(link -> link.subchannel().shutdown());
        links.clear();
    }

    private void scheduleSweep() {
        if (sweeping || dialled.isEmpty() || links.areAllOf(dialled.get())) {
            return;
        }
        sweeping = true;
        var unused = helper.getSynchronizationContext()
                .schedule(this::sweep, GRACE.toNanos(), TimeUnit.NANOSECONDS, helper.getScheduledExecutorService());
    }

    private void sweep() {
        sweeping = false;
        dialled.ifPresent(links::retireAllBut);
        scheduleSweep();
    }

    private PickResult pick(PickSubchannelArgs args) {
        Dial dial = Dial.of(args.getCallOptions());
        if (dial == null) {
            return dns.pick(args);
        }
        Link link = dial.link();
        if (link == null) {
            link = links.take(dial);
            if (link == null) {
                helper.getSynchronizationContext().execute(() -> open(dial));
                return PickResult.withNoResult();
            }
            dial.bind(link);
        }
        if (link.idle()) {
            helper.getSynchronizationContext().execute(link.subchannel()::requestConnection);
        }
        return link.result();
    }

    private void open(Dial dial) {
        if (!links.hasRoom(dial)) {
            Link link = new Link(
                    helper.createSubchannel(CreateSubchannelArgs.newBuilder()
                            .setAddresses(new EquivalentAddressGroup(socketAddress(dial.address())))
                            .build()),
                    nanoTime,
                    this::left);
            links.add(dial.address(), link);
            link.subchannel().start(state -> changed(dial, link, state));
            link.subchannel().requestConnection();
            scheduleSweep();
        }
        repick();
    }

    /** An attempt is over: its connection may have served its time, or fall silent. */
    private void left(Dial dial, Link link) {
        if (link.spent()) {
            helper.getSynchronizationContext().execute(() -> drop(dial.address(), link));
        } else if (!link.watched()
                && link.quiet()
                && dial.policy().idleTimeout().isPresent()) {
            long idle = dial.policy().idleTimeout().get().toNanos();
            helper.getSynchronizationContext().execute(() -> watch(dial.address(), link, idle, idle));
        }
    }

    private void drop(Address address, Link link) {
        if (links.remove(address, link)) {
            link.subchannel().shutdown();
        }
    }

    /** Looks after a while whether a connection has had nothing to do for the whole of its idle timeout. */
    private void watch(Address address, Link link, long idle, long after) {
        if (link.watch()) {
            var unused = helper.getSynchronizationContext()
                    .schedule(
                            () -> look(address, link, idle),
                            after,
                            TimeUnit.NANOSECONDS,
                            helper.getScheduledExecutorService());
        }
    }

    private void look(Address address, Link link, long idle) {
        link.unwatch();
        long quiet = link.quietNanos(idle);
        if (link.spent()) {
            drop(address, link);
        } else if (link.quiet() && links.contains(address, link)) {
            watch(address, link, idle, idle - quiet);
        }
    }

    /** An address that is a host name is resolved here, each time it is dialled. */
    private static InetSocketAddress socketAddress(Address address) {
        return new InetSocketAddress(address.host(), address.port());
    }

    private void changed(Dial dial, Link link, ConnectivityStateInfo info) {
        switch (info.getState()) {
            case SHUTDOWN -> {}
            case TRANSIENT_FAILURE -> failed(dial.address(), link, info.getStatus());
            case CONNECTING -> {
                link.becomes(ConnectivityState.CONNECTING);
                scheduleTimeout(dial, link);
            }
            default -> {
                link.becomes(info.getState());
                repick();
            }
        }
    }

    /** A failed connection is not kept to try itself again: when to try is the engine's decision. */
    private void failed(Address address, Link link, Status why) {
        if (links.remove(address, link)) {
            link.fail(why);
            repick();
        }
    }

    private void scheduleTimeout(Dial dial, Link link) {
        var unused = helper.getSynchronizationContext()
                .schedule(
                        () -> {
                            if (link.connecting()) {
                                failed(
                                        dial.address(),
                                        link,
                                        Status.UNAVAILABLE.withDescription("connection timeout: " + dial.address()));
                            }
                        },
                        dial.connectTimeout().toNanos(),
                        TimeUnit.NANOSECONDS,
                        helper.getScheduledExecutorService());
    }

    /** A new picker makes the channel ask again for the calls that wait. */
    private void repick() {
        ConnectivityState dnsState = dns.state();
        ConnectivityState state = links.isEmpty() && dnsState != null ? dnsState : ConnectivityState.READY;
        helper.updateBalancingState(state, new SubchannelPicker() {
            @Override
            public PickResult pickSubchannel(PickSubchannelArgs args) {
                return pick(args);
            }
        });
    }
}
