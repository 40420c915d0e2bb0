package io.stemedb.backup;

import io.stemedb.assertion.Times;

/**
 * What a restored directory holds.
 *
 * @param lsn exactly what was recorded before this position
 * @param records how many
 * @param facts how many of them are facts about sources, which no count of assertions has
 * @param clock up to when anything of it was recorded, microseconds since 1970; 0 if it holds nothing
 */
record Reached(long lsn, long records, long facts, long clock) {
    /** {@code 12034 records up to LSN 4200133, 4 of them about sources, recorded up to 2026-11-25T17:40:00.000001Z}. */
    String words() {
        String time = clock == 0 ? "" : ", recorded up to " + Times.format(clock);
        return counted(records, lsn, facts) + time;
    }

    /** How many records, and up to where. */
    static String counted(long records, long lsn, long facts) {
        return records + " records up to LSN " + lsn + (facts == 0 ? "" : ", " + facts + " of them about sources");
    }
}
