package io.weft.bookinfo.story;

import static io.weft.bookinfo.story.Stage.reviews;

import io.weft.bookinfo.run.Pause;

/** Rules that change twenty times a second under load. */
final class ManyEdits implements Story {

    /** System property: how many edits to make. */
    private static final int EDITS = Integer.getInteger("weft.story.edits", 200);

    private static final long BETWEEN_MILLIS = 50;

    @Override
    public void tell(Stage stage) {
        stage.apply("virtual-service-all-v1");
        Shares seen = stage.loadWhile(EDITS + " edits under load", () -> Seen.stars(reviews(stage.anyone())), () -> {
            for (int edit = 0; edit < EDITS; edit++) {
                stage.edit(edit % 2 == 0 ? "virtual-service-reviews-v3" : "virtual-service-reviews-v2-v3");
                Pause.millis(BETWEEN_MILLIS);
            }
        });
        stage.check("no call fails", seen.of(Seen.FAILED) + seen.of(Seen.NO_RATINGS) == 0, seen);
        stage.apply("virtual-service-reviews-v3");
        Shares last = stage.load("reviews", 100, () -> Seen.stars(reviews(stage.anyone())));
        stage.check("the last edit counts", last.only(Seen.RED_STARS), last);
    }
}
