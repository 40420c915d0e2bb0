package io.stemedb.admin;

import io.stemedb.admin.command.Asking;
import io.stemedb.admin.command.Pause;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;

/**
 * What a command finds when it starts.
 *
 * @param environment the variables
 * @param locale the name of the locale that the terminal goes by, such as {@code de_DE.UTF-8}; null if none is set
 * @param in what is given to a command that reads it
 * @param out where answers go
 * @param err where everything else goes
 * @param outIsTerminal whether somebody looks at {@code out}
 * @param errIsTerminal whether somebody looks at {@code err}
 */
record Surroundings(
        Map<String, String> environment,
        String locale,
        InputStream in,
        OutputStream out,
        OutputStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Asking asking,
        Pause pause) {

    /** Whether the terminal shows more than ASCII. */
    boolean isUtf8() {
        String name = locale == null ? "" : locale.toUpperCase(Locale.ROOT);
        return name.contains("UTF-8") || name.contains("UTF8");
    }

    /** Whether colours help. */
    boolean hasColours() {
        String none = environment.get("NO_COLOR");
        return outIsTerminal && (none == null || none.isEmpty()) && !"dumb".equals(environment.get("TERM"));
    }
}
