package io.weft.runtime.call;

/** What is to become of a call: {@link PassThrough}, {@link Answer} or {@link CallPlan}. */
public sealed interface Plan permits Plan.PassThrough, Answer, CallPlan {

    /** The upstream is not in the mesh: carry on as without a mesh. */
    record PassThrough() implements Plan {}
}
