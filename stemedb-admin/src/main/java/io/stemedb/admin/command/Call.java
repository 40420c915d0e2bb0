package io.stemedb.admin.command;

import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.settings.Connection;
import io.stemedb.admin.show.Screen;
import io.stemedb.admin.show.Shown;
import java.io.InputStream;

/**
 * What a command gets when it runs.
 *
 * @param gateway where operators ask
 * @param api where claims are read and written
 * @param in what is given to a command that reads it
 */
public record Call(
        Words words,
        Gateway gateway,
        Gateway api,
        Connection connection,
        Screen screen,
        InputStream in,
        Asking asking,
        Pause pause) {

    /** Shows an answer and ends as it says. */
    public Outcome show(Shown shown) {
        screen.show(shown);
        return shown.outcome();
    }
}
