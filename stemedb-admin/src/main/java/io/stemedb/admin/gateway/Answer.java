package io.stemedb.admin.gateway;

/** What came back. */
record Answer(int status, byte[] body) {}
