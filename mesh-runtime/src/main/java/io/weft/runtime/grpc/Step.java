package io.weft.runtime.grpc;

import io.grpc.ClientCall;

/** One thing that is done to a call: its start, or what its caller does then. */
interface Step<ReqT> {

    void on(ClientCall<ReqT, ?> call);

    /** The length of the message that it sends, as far as somebody wants to know it. */
    default long bytes() {
        return 0;
    }

    /** What it means to a copy of the call, which starts by itself and asks for answers itself. */
    default void copyTo(Shadow<ReqT> shadow) {}

    record Ask<ReqT>(int count) implements Step<ReqT> {
        @Override
        public void on(ClientCall<ReqT, ?> call) {
            call.request(count);
        }
    }

    record Send<ReqT>(ReqT message, long bytes) implements Step<ReqT> {
        @Override
        public void on(ClientCall<ReqT, ?> call) {
            call.sendMessage(message);
        }

        @Override
        public void copyTo(Shadow<ReqT> shadow) {
            shadow.send(this);
        }
    }

    record Compress<ReqT>(boolean enabled) implements Step<ReqT> {
        @Override
        public void on(ClientCall<ReqT, ?> call) {
            call.setMessageCompression(enabled);
        }

        @Override
        public void copyTo(Shadow<ReqT> shadow) {
            shadow.send(this);
        }
    }

    /** The last one. */
    record HalfClose<ReqT>() implements Step<ReqT> {
        @Override
        public void on(ClientCall<ReqT, ?> call) {
            call.halfClose();
        }

        @Override
        public void copyTo(Shadow<ReqT> shadow) {
            shadow.last(this);
        }
    }
}
