/**
 * The description of the API, served as it is written. The server's own copy of it loses every null of an example and
 * gains a member that is not OpenAPI.
 *
 * <p>May use: {@code io.stemedb.json}, {@code io.stemedb.refusal}, {@code io.stemedb.web.problem},
 * {@code io.stemedb.web.request}, {@code jakarta.servlet}, {@code org.yaml.snakeyaml}.
 */
package io.stemedb.web.openapi;
