package io.stemedb.admin.transfer;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Trouble;
import java.time.Duration;

/** Sends chunks, and waits if nobody takes one for a while: a node is started again, or has too much to do. */
final class Sending {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Call call;
    private final String batch;
    private final String more;

    /** @param more what else the path says, such as {@code &ack=all} */
    Sending(Call call, String batch, String more) {
        this.call = call;
        this.batch = batch;
        this.more = more;
    }

    /** The report on a chunk. What is sent again under the same name counts once. */
    Doc send(Chunk chunk) {
        String name = batch + "-" + chunk.rows().get(0).line();
        String path = "/v1/assertions?batch_id=" + Gateway.part(name) + more;
        byte[] lines = chunk.bytes();
        Duration begin = call.pause().now();
        Duration wait = Duration.ofSeconds(1);
        while (true) {
            try {
                return call.api().lines(path, lines);
            } catch (Trouble trouble) {
                if (!trouble.mayPass() || call.pause().now().minus(begin).compareTo(PATIENCE) > 0) {
                    throw trouble;
                }
                call.screen().progress("waiting: " + trouble.getMessage());
                call.pause().of(wait);
                wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
            }
        }
    }
}
