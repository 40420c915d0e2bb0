package io.stemedb.console.overview;

import io.stemedb.cluster.overview.Overview.Member;
import io.stemedb.console.words.Words;

/**
 * A member of the cluster. Pure.
 *
 * @param link to its console; empty for this node, and for one whose gateway is not known
 * @param note what else there is to say of it; may be empty
 * @param tone {@code good}, {@code warn} or {@code bad}
 * @param sign the tone for those who do not see colours
 */
public record MemberRow(
        String id, String link, String state, String tone, String sign, String claims, String address, String note) {

    static MemberRow of(Member member) {
        String tone = switch (member.state()) {
            case "Alive" -> member.trouble().isEmpty() ? "good" : "warn";
            case "Dead" -> "bad";
            default -> "warn";
        };
        return new MemberRow(
                member.id(),
                member.isSelf() ? "" : member.gateway().map(MemberRow::console).orElse(""),
                member.state(),
                tone,
                switch (tone) {
                    case "good" -> "\u2714";
                    case "bad" -> "\u2716";
                    default -> "\u25b2";
                },
                Words.count(member.claims()),
                member.address(),
                member.isSelf() ? "this node" : member.trouble());
    }

    private static String console(String gateway) {
        return "http://" + gateway + "/console/";
    }
}
