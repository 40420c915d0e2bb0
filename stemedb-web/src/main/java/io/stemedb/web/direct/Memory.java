package io.stemedb.web.direct;

import io.stemedb.query.AnswerBudget;
import jakarta.servlet.http.HttpServletRequest;

/** The memory that a call's answer may take, given back by itself when the call has ended. */
public final class Memory {
    private Memory() {}

    /** The part of this call's answer in a budget. */
    public static AnswerBudget.Share of(HttpServletRequest request, AnswerBudget budget) {
        AnswerBudget.Share share = budget.share();
        request.setAttribute(Ending.MEMORY, (Runnable) share::close);
        return share;
    }
}
