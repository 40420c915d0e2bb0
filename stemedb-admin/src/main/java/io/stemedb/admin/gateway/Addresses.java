package io.stemedb.admin.gateway;

import java.util.List;

/** Where something answers. An address may have to be found before it can be asked. */
interface Addresses {
    int count();

    /** One of them. */
    String at(int index) throws NotConnectedException;

    /** The same or, as long as it is not found, where it is looked for. */
    String known(int index);

    /** Those that somebody named. */
    static Addresses named(List<String> all) {
        return new Addresses() {
            @Override
            public int count() {
                return all.size();
            }

            @Override
            public String at(int index) {
                return all.get(index);
            }

            @Override
            public String known(int index) {
                return all.get(index);
            }
        };
    }
}
