package io.weft.control.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.control.registry.Workload.State;
import io.weft.proto.registry.v1.RegisterRequest;
import io.weft.proto.registry.v1.Workload;
import io.weft.proto.registry.v1.WorkloadState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementTest {

    private final Workload.Builder said = Workload.newBuilder().setName("reviews-1");

    @Test
    void fillsInWhatIsNotSaid() {
        var workload = read(Optional.of("10.1.2.3"));
        assertThat(workload.namespace()).isEqualTo("default");
        assertThat(workload.address()).isEqualTo("10.1.2.3");
        assertThat(workload.weight()).isEqualTo(1);
        assertThat(workload.state()).isEqualTo(State.READY);
    }

    @Test
    void prefersTheAddressSaid() {
        said.setAddress("fd00::1");
        assertThat(read(Optional.of("10.1.2.3")).address()).isEqualTo("fd00::1");
    }

    @Test
    void refusesByFieldAndReason() {
        refuses("workload.address is needed");
        said.setAddress("reviews.local");
        refuses("workload.address must be an IP address, not 'reviews.local'");
        said.setAddress("10.0.0.1").setName("");
        refuses("workload.name must be");
        said.setName("ok").putPorts("http", 70_000);
        refuses("workload.ports.http must be 1 to 65535, not 70000");
        said.clearPorts().setWeight(-1);
        refuses("workload.weight must be at most");
        said.setWeight(0).putLabels("app", "x".repeat(300));
        refuses("workload.labels.app has more than 253");
    }

    @Test
    void refusesAnUnknownState() {
        assertThatThrownBy(() -> Announcement.state(WorkloadState.WORKLOAD_STATE_UNSPECIFIED))
                .hasMessage("state must be STARTING, READY or DRAINING");
    }

    private void refuses(String message) {
        assertThatThrownBy(() -> read(Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private io.weft.control.registry.Workload read(Optional<String> peer) {
        RegisterRequest request = RegisterRequest.newBuilder()
                .setWorkload(said)
                .setState(WorkloadState.READY)
                .build();
        return Announcement.workload(request, peer, "default");
    }
}
