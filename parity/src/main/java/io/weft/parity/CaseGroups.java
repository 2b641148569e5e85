package io.weft.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parts recorded cases into groups that can be in force side by side: each case was recorded alone, so two rules for
 * one host outside of their namespaces must not meet, and neither must two clients.
 */
final class CaseGroups {

    private static final Pattern HOSTS = Pattern.compile("^  hosts: \\[(.*)]$", Pattern.MULTILINE);

    private CaseGroups() {}

    static List<List<RecordedCase>> of(List<RecordedCase> cases) {
        List<List<RecordedCase>> groups = new ArrayList<>();
        List<Set<String>> taken = new ArrayList<>();
        for (RecordedCase recorded : cases) {
            Set<String> hosts = foreignHosts(recorded);
            World.Client client = recorded.world().client();
            int group = 0;
            while (group < groups.size()
                    && !(groups.get(group).get(0).world().client().equals(client)
                            && Collections.disjoint(taken.get(group), hosts))) {
                group++;
            }
            if (group == groups.size()) {
                groups.add(new ArrayList<>());
                taken.add(new HashSet<>());
            }
            groups.get(group).add(recorded);
            taken.get(group).addAll(hosts);
        }
        return groups;
    }

    private static Set<String> foreignHosts(RecordedCase recorded) {
        Set<String> hosts = new HashSet<>();
        Matcher lists = HOSTS.matcher(rules(recorded));
        while (lists.find()) {
            for (String host : lists.group(1).split(",")) {
                String name = host.trim().replace("'", "");
                if (name.contains(".") && !name.contains("." + recorded.world().namespace() + ".")) {
                    hosts.add(name);
                }
            }
        }
        return hosts;
    }

    private static String rules(RecordedCase recorded) {
        try {
            return Files.readString(recorded.yaml());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + recorded.yaml(), e);
        }
    }
}
