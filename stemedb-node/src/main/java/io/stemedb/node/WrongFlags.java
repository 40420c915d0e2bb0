package io.stemedb.node;

import java.util.List;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in one line what is wrong with the flags, as of every other fault: among the help for all of them it would be
 * lost.
 */
final class WrongFlags implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        wrong.getCommandLine().getErr().println("stemedb-node: " + what(wrong) + " (--help shows all flags)");
        return Main.FAULTY;
    }

    private static String what(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            return unmatched.getUnmatched().get(0) + " is not a flag"
                    + KeyNames.guess(near.isEmpty() ? "" : near.get(0));
        }
        return wrong.getMessage();
    }
}
