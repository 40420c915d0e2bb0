package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is sent with a change; what was not said is left out. */
final class Body {
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Call call;

    private Body(Call call) {
        this.call = call;
    }

    static Body of(Call call) {
        return new Body(call);
    }

    Body with(String name, Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    /** True if the flag is there. */
    Body on(String name, String flag) {
        return with(name, call.words().has(flag) ? Boolean.TRUE : null);
    }

    Body on(String name, Flag flag) {
        return on(name, flag.name());
    }

    /** What the flag says. */
    Body text(String name, String flag) {
        return with(name, call.words().text(flag));
    }

    Map<String, Object> members() {
        return members;
    }
}
