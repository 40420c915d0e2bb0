/**
 * StemeDB on HTTP: thin resources that parse, call the core and answer.
 *
 * <p>May use: {@code jakarta.ws.rs}. "The core" in the charters below is what an engine offers: {@code io.stemedb.engine},
 * {@code io.stemedb.intake}, the words in its answers, and {@code io.stemedb.settings}; never journal, files or MVStore. Every package may use {@code
 * java.*} and CDI ({@code jakarta.inject}, {@code jakarta.enterprise}). Nothing outside of this module speaks HTTP.
 */
package io.stemedb.web;
