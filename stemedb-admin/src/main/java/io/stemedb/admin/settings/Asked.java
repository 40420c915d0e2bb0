package io.stemedb.admin.settings;

/**
 * What flags say of the other end; null if they do not.
 *
 * @param gateways addresses separated by commas
 * @param apis addresses of the API, separated by commas
 */
public record Asked(
        String gateways,
        String apis,
        String profile,
        String tokenFile,
        String cacert,
        String cert,
        String key,
        String timeout) {}
