package io.stemedb.admin.command;

/** Asks whoever sits at the terminal. */
public interface Asking {
    /** Whether somebody can be asked. */
    boolean canAsk();

    /** What was answered; null if there was nothing. */
    String answer();
}
