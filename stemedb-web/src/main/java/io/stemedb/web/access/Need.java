package io.stemedb.web.access;

import io.stemedb.access.Role;

/** What a call needs of its caller. */
enum Need {
    /** Nothing. */
    OPEN(null),
    READER(Role.READER),
    WRITER(Role.WRITER),
    OPERATOR(Role.OPERATOR),
    /** As much as any call does: nobody has said what this one needs. */
    UNKNOWN(Role.OPERATOR);

    private final Role role;

    Need(Role role) {
        this.role = role;
    }

    /** The least role that is enough; null if none is needed. */
    Role role() {
        return role;
    }

    /** As the description of the API says it. */
    String word() {
        return role == null ? "open" : role.word();
    }
}
