package io.stemedb.node;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.boot.PayaraMicroBoot;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** The application server in this process, with the application in it. */
final class Server {
    /** As long as it is set, the application does not open its data. */
    private static final String DEPLOYING = "stemedb.node.deploying";

    private final PayaraMicroBoot running;

    private Server(PayaraMicroBoot running) {
        this.running = running;
    }

    /** Starts it and deploys the application; whether that came up is for the prober to find out. */
    static Server start(Layout layout, ServerDirectory directory) throws StartRefused {
        System.setProperty("java.io.tmpdir", directory.temporary().toString());
        System.setProperty("java.util.logging.config.file", directory.logging().toString());
        LogStream.takeOverTheConsole();
        // The server finds its parts through the class path of this jar's manifest.
        System.setProperty(
                "fish.payara.micro.BootJar", layout.serverJar().toUri().toString());
        System.setProperty("fish.payara.micro.UnpackDir", layout.home().toString());
        List<String> arguments = List.of(
                "--rootdir",
                directory.root().toString(),
                "--nohazelcast",
                "--deploy",
                layout.war().toString(),
                "--contextroot",
                "/");
        System.setProperty(DEPLOYING, "true");
        try {
            // The class lives in the server's own part of the class path, which is not there when this is compiled.
            Object started = Class.forName("fish.payara.micro.impl.PayaraMicroImpl")
                    .getMethod("create", String[].class)
                    .invoke(null, (Object) arguments.toArray(String[]::new));
            return new Server((PayaraMicroBoot) started);
        } catch (InvocationTargetException failed) {
            // What it throws says only that it failed; the first thing that it logged says why.
            String why = ConsoleLog.firstFailureOrError().orElseGet(() -> ConsoleLog.rootOf(failed.getCause()));
            throw new StartRefused(
                    "the server did not start: " + why + "; more is in the folder log of the data directory");
        } catch (ReflectiveOperationException | LinkageError missing) {
            throw new StartRefused("this installation is incomplete: " + missing);
        } finally {
            System.clearProperty(DEPLOYING);
        }
    }

    boolean holdsAnApplication() {
        return !running.getRuntime().getDeployedApplicationNames().isEmpty();
    }

    /** Ends the application first, which closes its store, and then the server. */
    void stop() {
        try {
            for (String application : running.getRuntime().getDeployedApplicationNames()) {
                running.getRuntime().undeploy(application);
            }
            running.shutdown();
        } catch (BootstrapException | RuntimeException failed) {
            System.getLogger(Server.class.getName())
                    .log(System.Logger.Level.WARNING, "the server did not stop cleanly", failed);
        }
    }
}
