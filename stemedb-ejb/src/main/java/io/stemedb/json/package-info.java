/**
 * JSON as StemeDB needs it: strict reading and canonical writing (RFC 8785). Ids and the order of values rest on both.
 * A duplicate key, a lone surrogate or a number that a double would change is refused with its place.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.refusal}, {@code com.fasterxml.jackson.core}.
 */
package io.stemedb.json;
