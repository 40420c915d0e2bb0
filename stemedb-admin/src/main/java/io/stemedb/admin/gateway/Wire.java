package io.stemedb.admin.gateway;

/** Hears what goes over the wire. No secret is in it. */
public interface Wire {
    /** Hears nothing. */
    Wire SILENT = line -> {};

    /** One line of an exchange. */
    void line(String line);
}
