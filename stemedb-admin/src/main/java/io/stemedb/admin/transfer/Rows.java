package io.stemedb.admin.transfer;

import java.io.Closeable;
import java.io.IOException;

/** The claims of a file, one after the other, in memory that does not grow with it. */
interface Rows extends Closeable {
    /** The next one; null at the end. */
    Row next() throws IOException;
}
