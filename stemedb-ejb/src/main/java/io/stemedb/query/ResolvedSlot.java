package io.stemedb.query;

import io.stemedb.assertion.Recorded;
import io.stemedb.lens.Authorities;
import io.stemedb.lens.Candidates;
import io.stemedb.lens.Explanation;
import io.stemedb.lens.Lens;
import io.stemedb.lens.Resolution;
import io.stemedb.lens.ValueGroup;
import io.stemedb.lens.View;
import io.stemedb.source.SourceRegistry;
import java.util.List;

/** A slot as one question sees it. */
record ResolvedSlot(Candidates candidates, Resolution resolution, Authorities authorities) {

    /** Through a kept standpoint, which is the cheaper way. */
    static ResolvedSlot plainly(Standpoint standpoint, Lens lens, SourceRegistry sources, long asOf) {
        return new ResolvedSlot(
                standpoint.candidates(),
                standpoint.resolution(lens, sources, asOf),
                source -> sources.authority(source, asOf));
    }

    /** Through whatever the view says. */
    static ResolvedSlot of(List<Recorded> records, View view, Lens lens, SourceRegistry sources) {
        Candidates candidates = Candidates.of(records, view);
        Authorities authorities = source -> sources.authority(source, view.asOf());
        return new ResolvedSlot(candidates, Resolution.of(lens, candidates, authorities), authorities);
    }

    /** How many items it makes. */
    int size() {
        return resolution.chosen().size();
    }

    /** One of its items; the first one explains, if that is asked for. */
    QueryItem item(int index, boolean explain) {
        return new QueryItem(
                resolution.lens(),
                resolution.chosen().get(index),
                resolution.candidates(),
                resolution.contested(),
                explain && index == 0 ? groups() : null);
    }

    private List<ValueGroup> groups() {
        return Explanation.of(resolution.lens(), candidates, authorities);
    }
}
