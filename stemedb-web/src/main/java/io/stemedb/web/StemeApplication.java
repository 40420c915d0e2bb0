package io.stemedb.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The JAX-RS application: the server finds the resources by their annotations. */
@ApplicationPath("/")
public class StemeApplication extends Application {}
