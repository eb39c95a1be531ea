package dev.pagewalk.desk.bench;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** The classes that were just compiled; everything else comes from the desk's own class path. */
public final class Classes extends URLClassLoader {
    private Classes(URL folder) {
        super(new URL[] {folder}, Classes.class.getClassLoader());
    }

    static Classes in(Path folder) {
        try {
            return new Classes(folder.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(folder + " is no folder that classes can be loaded from", e);
        }
    }

    /** Also a kata that stands on the class path, as in an IDE, is taken from here: it may be older there. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(Workshop.PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
