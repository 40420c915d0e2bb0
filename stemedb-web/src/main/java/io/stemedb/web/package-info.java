/**
 * StemeDB on HTTP: thin resources that parse, call the node and answer.
 *
 * <p>May use: {@code jakarta.ws.rs}. In the charters below, "the core" means the beans of
 * {@code io.stemedb.cluster.node} and the types that their methods take and answer with. It never means journal, files
 * or MVStore. Every package may use {@code java.*} and CDI ({@code jakarta.inject}, {@code jakarta.enterprise}).
 * Nothing outside this module speaks HTTP.
 */
package io.stemedb.web;
