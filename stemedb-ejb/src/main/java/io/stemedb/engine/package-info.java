/**
 * Assembly: opens a data directory and puts recorder, intake, queries and feeds together as one node that a surface
 * calls.
 *
 * <p>May use: {@code java.*} and every other package of this module but {@code io.stemedb.offline}, which alone uses
 * it.
 */
package io.stemedb.engine;
