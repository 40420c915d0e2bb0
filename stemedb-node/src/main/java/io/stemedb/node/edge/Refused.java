package io.stemedb.node.edge;

/** Ends the reading of a request's head. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient EdgeProblem problem;

    Refused(EdgeProblem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    EdgeProblem problem() {
        return problem;
    }
}
