/**
 * JSON as StemeDB needs it: read strictly (a duplicate key, a lone surrogate or a number that a double would change is
 * refused with its place), and written canonically (RFC 8785), since identity and the order of values rest on it.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.refusal}, {@code com.fasterxml.jackson.core}.
 */
package io.stemedb.json;
