package io.stemedb.recorder;

import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes into one group: copies first, as other nodes wait for them on behalf of their own clients.
 *
 * @param copies of other nodes' records
 * @param appends of this node's clients
 */
record Taken(List<CopySubmission> copies, List<Submission> appends) {
    boolean isEmpty() {
        return copies.isEmpty() && appends.isEmpty();
    }

    /** Whether it is one append, or one part of a batch. */
    boolean isOneAppend() {
        return copies.isEmpty() && appends.size() == 1;
    }

    /** Puts all of it into a group; what is returned tells everybody his outcomes, once the group is durable. */
    Runnable decide(Group group) {
        List<List<CopyOutcome>> ofCopies = new ArrayList<>(copies.size());
        for (CopySubmission submission : copies) {
            ofCopies.add(submission.copies().stream().map(group::decide).toList());
        }
        List<List<AppendOutcome>> ofAppends = new ArrayList<>(appends.size());
        for (Submission submission : appends) {
            List<AppendOutcome> decided = new ArrayList<>(submission.appends().size());
            for (Append append : submission.appends()) {
                decided.add(group.decide(append));
            }
            ofAppends.add(decided);
        }
        return () -> tell(ofCopies, ofAppends);
    }

    private void tell(List<List<CopyOutcome>> ofCopies, List<List<AppendOutcome>> ofAppends) {
        for (int i = 0; i < copies.size(); i++) {
            copies.get(i).outcomes().complete(ofCopies.get(i));
        }
        for (int i = 0; i < appends.size(); i++) {
            appends.get(i).outcomes().complete(ofAppends.get(i));
        }
    }

    void refuse(StemeException refusal) {
        copies.forEach(submission -> submission.refuse(refusal));
        appends.forEach(submission -> submission.refuse(refusal));
    }

    void leaveUnknown() {
        copies.forEach(CopySubmission::leaveUnknown);
        appends.forEach(Submission::leaveUnknown);
    }
}
