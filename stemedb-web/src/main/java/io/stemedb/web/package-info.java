/**
 * StemeDB on HTTP: thin resources that parse, call the core and answer.
 *
 * <p>May use: everything of the core and {@code jakarta.ws.rs}. Nothing outside of this module speaks HTTP.
 */
package io.stemedb.web;
