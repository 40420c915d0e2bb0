package io.stemedb.admin.transfer;

import io.stemedb.admin.change.TheCluster;
import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;

/** {@code import}. */
public final class ImportVerb implements Verb {
    static final String FILE = "FILE";
    static final Flag FORMAT = Flag.of("--format", "FORM", "ndjson or csv (default: as the name of the file says)")
            .oneOf("ndjson", "csv");
    static final Flag MAP = Flag.of("--map", "FILE", "which column of a table says what, as JSON");
    static final Flag DELIMITER =
            Flag.of("--delimiter", "SIGN", "what separates columns (default: a comma, or tab in .tsv)");
    static final Flag REFUSED = Flag.of("--refused", "FILE", "where refused lines go (default: FILE.refused.ndjson)");
    static final Flag RESTART = Flag.on("--restart", "begins anew, whatever an earlier import has left");
    static final Flag DRY_RUN = Flag.on("--dry-run", "has the node check all lines, and writes nothing");
    static final Flag ACK = Flag.of(
                    "--ack", "NODES", "the nodes that must have it before the answer: leader, quorum, all")
            .oneOf("leader", "quorum", "all");

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("import", Kind.CHANGE, "Writes the claims of a file")
                .taking(Param.of(
                        FILE,
                        "lines of JSON, or a table whose first record names its columns; may end in .gz; "
                                + "- for the standard input"))
                .with(FORMAT, MAP, DELIMITER, REFUSED, ACK, RESTART, DRY_RUN)
                .noting("If it is ended, or nobody takes claims for 5 minutes, the same command goes on where it was: "
                        + "FILE.stemedb-import.json says where. Nothing is written twice. It ends with 1 if lines "
                        + "were refused.")
                .likeIn(
                        "import countries.ndjson",
                        "import people.csv --map people.json --delimiter ';'",
                        "import countries.ndjson.gz --dry-run");
    }

    @Override
    public Outcome run(Call call) {
        Input input = Input.of(call);
        TheCluster.require(call);
        return new Importing(call, input).run();
    }
}
