package io.stemedb.web.query;

import io.stemedb.cluster.node.Gathering;
import io.stemedb.cluster.node.Reads;
import io.stemedb.json.JsonWriter;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.Contradiction;
import io.stemedb.query.Contradictions;
import io.stemedb.query.ContradictionsRequest;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.direct.Memory;
import io.stemedb.web.direct.StreamServlet;
import io.stemedb.web.reading.ReadHeaders;
import io.stemedb.web.request.MediaKind;
import io.stemedb.web.request.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/** {@code GET /v1/contradictions}: slots where sources disagree, a page of them, or all of them a line each. */
@WebServlet(value = "/v1/contradictions", loadOnStartup = 1)
public class ContradictionsServlet extends StreamServlet {
    private static final long serialVersionUID = 1L;

    private static final String JSON = "application/json";

    private final transient Reads reads;

    @Inject
    public ContradictionsServlet(Reads reads) {
        super("GET", JSON, MediaKind.LINES);
        this.reads = reads;
    }

    @Override
    protected Content open(HttpServletRequest request, String mediaType) {
        Parameters parameters =
                Parameters.of(request, "prefix", "single_source", "limit", "cursor", ReadHeaders.REQUIRE);
        boolean lines = mediaType.equals(MediaKind.LINES);
        if (lines && parameters.text("limit") != null) {
            throw StemeException.malformed("/limit", "as lines all of them are told; leave it out")
                    .hinting("send Accept: application/json for a page");
        }
        ContradictionsRequest asked = ContradictionsRequest.of(
                parameters.text("prefix"),
                parameters.flag("single_source"),
                lines ? Integer.toString(reads.limits().page()) : parameters.text("limit"),
                parameters.text("cursor"),
                reads.limits());
        Reads.Wanted wanted = ReadHeaders.wanted(request, parameters);
        AnswerBudget.Share memory = Memory.of(request, reads.answerBudget());
        if (lines) {
            return new All(reads.begin(asked.subtree(), wanted), asked, memory);
        }
        JsonWriter json = reads.contradictions(asked, wanted, memory);
        memory.settle(json.capacity());
        return json::writeTo;
    }

    /** All of them, a line each; the first page is read before the status is sent. */
    private final class All implements Content {
        private final Gathering gathering;
        private final ContradictionsRequest asked;
        private final AnswerBudget.Share memory;
        private final Contradictions.Answer first;

        All(Gathering gathering, ContradictionsRequest asked, AnswerBudget.Share memory) {
            this.gathering = gathering;
            this.asked = asked;
            this.memory = memory;
            this.first = page(asked);
        }

        private Contradictions.Answer page(ContradictionsRequest from) {
            return gathering.during(() -> reads.contradictions().page(from, memory));
        }

        @Override
        public void headers(HttpServletResponse response) {
            ReadHeaders.tell(response, gathering.coverage());
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            JsonWriter part = new JsonWriter();
            Contradictions.Answer page = first;
            while (true) {
                for (Contradiction one : page.results()) {
                    one.write(part);
                    part.newLine();
                }
                part.writeTo(out);
                out.flush();
                part.clear();
                if (page.nextCursor() == null) {
                    return;
                }
                memory.close();
                page = page(asked.after(page.nextCursor()));
            }
        }
    }
}
