package io.weft.bookinfo.story;

import io.weft.bookinfo.run.Workload;
import io.weft.bookinfo.story.Browser.Loaded;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Who calls decides who answers, by a header or by a cookie, and a new host takes over no more than its share. */
final class ConsistentHash implements Story {

    private static final String URL = "http://httpbin:8000/hostname";
    private static final int USERS = 200;

    @Override
    public void tell(Stage stage) {
        stage.apply("httpbin", "destination-rule-httpbin-hash-header");
        Caller caller = Caller.start(stage, host("a"), host("b"), host("c"));
        List<String> first = hosts(caller);
        Set<String> used = new HashSet<>(first);
        stage.check("users are spread over the three hosts", used.size() == 3, used);
        stage.check("each gets the same host again", hosts(caller).equals(first), USERS + " users");

        stage.start(host("d"));
        List<String> later = hosts(caller);
        long moved = IntStream.range(0, USERS)
                .filter(user -> !later.get(user).equals(first.get(user)))
                .count();
        stage.check(
                "a fourth host takes about a quarter of them",
                moved > USERS * 0.12 && moved < USERS * 0.42,
                moved + " of " + USERS + " users moved");

        stage.apply("destination-rule-httpbin-hash-cookie");
        Loaded issued = caller.fetch(URL);
        String cookie = issued.cookie("user");
        stage.check("who has no cookie is given one", !cookie.isEmpty(), cookie);
        Shares same = stage.load(
                "with that cookie",
                50,
                () -> caller.fetch(URL, "cookie:user=" + cookie).body());
        stage.check("and gets the same host with it", same.only(issued.body()), same);
    }

    private static Workload host(String name) {
        return Workload.of("httpbin", "v1").named("httpbin-" + name);
    }

    /** Who answers each of the users. */
    private static List<String> hosts(Caller caller) {
        return IntStream.range(0, USERS)
                .mapToObj(user -> caller.fetch(URL, "x-user:" + user).body())
                .toList();
    }
}
