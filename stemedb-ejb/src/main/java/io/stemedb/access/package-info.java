/**
 * Who may do what: roles, the tokens that give them, and the file of a node in which tokens are kept as hashes.
 *
 * <p>{@link io.stemedb.access.TokenSet} decides and touches nothing; only {@link io.stemedb.access.TokenFile} reads and
 * writes.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.files}, {@code io.stemedb.json}, {@code io.stemedb.refusal}.
 */
package io.stemedb.access;
