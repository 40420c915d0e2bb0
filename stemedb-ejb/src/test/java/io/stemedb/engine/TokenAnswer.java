package io.stemedb.engine;

import io.stemedb.progress.Token;
import java.io.IOException;
import java.util.Map;

/** How many claims of each slot an answer showed, in the order in which they were recorded; and its token. */
record TokenAnswer(String call, Map<Integer, Integer> counts, Token token) {
    /** A way to ask. */
    interface Call {
        TokenAnswer ask(String token) throws IOException;
    }
}
