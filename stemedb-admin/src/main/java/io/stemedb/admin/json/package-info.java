/**
 * JSON as the gateway sends it: read strictly, with members in the order they came in, and written for people
 * and scripts.
 *
 * <p>May use: {@code java.*}, {@code com.fasterxml.jackson.core}.
 */
package io.stemedb.admin.json;
