package dev.nightjar.etl;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which classes do not exist. Spark compiles a class for each step of a query, and the
 * compiler asks for many a name that might be a class; each time every jar of the class path was
 * searched in vain, which took a twentieth of a small night. Nothing joins the class path of a
 * session on one machine, so what was absent stays absent. Thread-safe.
 */
final class AbsentClasses extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  /** More would be a sign of names that are made up without end. */
  private static final int MAX_NAMES = 100_000;

  private final Set<String> absent = ConcurrentHashMap.newKeySet();

  private AbsentClasses(ClassLoader parent) {
    super(parent);
  }

  /** Lets this thread, and those that it starts, look classes up through one of these. */
  static void remember() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    if (!(loader instanceof AbsentClasses)) {
      Thread.currentThread().setContextClassLoader(new AbsentClasses(loader));
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (absent.contains(name)) {
      throw new Absent(name);
    }
    try {
      return super.loadClass(name, resolve);
    } catch (ClassNotFoundException e) {
      if (absent.size() < MAX_NAMES) {
        absent.add(name);
      }
      throw e;
    }
  }

  /** Asked for and answered thousands of times: without a stack trace. */
  private static final class Absent extends ClassNotFoundException {

    private static final long serialVersionUID = 1L;

    Absent(String name) {
      super(name);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
