package io.stemedb.web.early;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Makes loading a class later a matter of memory alone. A class that could not be loaded once, such as one that only a
 * refusal needs, counts as missing until the end of the process; and while clients hold every descriptor, no file can
 * be opened.
 *
 * <p>The classes of this module are files, and are loaded here. Those of the libraries stay in their jars: these are
 * held open, since the server closes them when no class was loaded for a while, and the JDK reads a jar that is open
 * without opening it again.
 */
@WebListener
public class EarlyClasses implements ServletContextListener {
    private static final String CLASS = ".class";

    private final List<JarFile> held = new ArrayList<>();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        try {
            holdJars(context);
            String classes = context.getRealPath("/WEB-INF/classes");
            if (classes != null) {
                loadAll(Path.of(classes), context.getClassLoader());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the application's files cannot be read", unreadable);
        }
    }

    private void holdJars(ServletContext context) throws IOException {
        Set<String> libraries = context.getResourcePaths("/WEB-INF/lib");
        if (libraries == null) {
            return;
        }
        for (String jar : libraries.stream()
                .filter(path -> path.endsWith(".jar"))
                .map(context::getRealPath)
                .filter(Objects::nonNull)
                .toList()) {
            held.add(new JarFile(jar));
        }
    }

    private static void loadAll(Path classes, ClassLoader loader) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(CLASS)).toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replace('\\', '.');
                if (!name.endsWith("package-info" + CLASS)) {
                    load(name.substring(0, name.length() - CLASS.length()), loader);
                }
            }
        }
    }

    private static void load(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new IllegalStateException("the class " + name + " of the application cannot be loaded", missing);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        for (JarFile jar : held) {
            try {
                jar.close();
            } catch (IOException e) {
                // It was only read: nothing is lost.
            }
        }
        held.clear();
    }
}
