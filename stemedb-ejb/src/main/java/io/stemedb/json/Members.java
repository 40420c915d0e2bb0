package io.stemedb.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The members of one object while it is written: where each lies in the writer, so that they can be put in order. */
final class Members {
    private record Member(String name, int from) {}

    private record Piece(String name, CanonicalJson json) {}

    private final JsonWriter out;
    private final List<Member> members = new ArrayList<>(4);
    private boolean ascending = true;

    Members(JsonWriter out) {
        this.out = out;
    }

    /** Says that a member starts where the writer stands. */
    void starts(String name) {
        int last = members.size() - 1;
        // RFC 8785 sorts by UTF-16 code units, and that is how Java compares strings
        ascending &= last < 0 || members.get(last).name().compareTo(name) < 0;
        members.add(new Member(name, out.size()));
    }

    /** Puts the members in order; returns a name that stands twice, or null. */
    String sort() {
        if (ascending) {
            return null;
        }
        List<Piece> pieces = new ArrayList<>(members.size());
        for (int i = 0; i < members.size(); i++) {
            // all but the first start with the comma that parts them from the one before
            int from = members.get(i).from() + (i == 0 ? 0 : 1);
            int to = i + 1 < members.size() ? members.get(i + 1).from() : out.size();
            pieces.add(new Piece(members.get(i).name(), CanonicalJson.ofCanonical(out.copy(from, to))));
        }
        pieces.sort(Comparator.comparing(Piece::name));
        for (int i = 1; i < pieces.size(); i++) {
            if (pieces.get(i).name().equals(pieces.get(i - 1).name())) {
                return pieces.get(i).name();
            }
        }
        out.backTo(members.get(0).from());
        pieces.forEach(piece -> out.raw(piece.json()));
        return null;
    }
}
