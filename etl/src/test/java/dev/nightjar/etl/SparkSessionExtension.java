package dev.nightjar.etl;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the shared {@link SparkSession}, or a {@link TestLake} or {@link Lake} of their own
 * that is deleted after the test (or after the class, for a constructor or {@code @BeforeAll}).
 */
public final class SparkSessionExtension implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SparkSessionExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == SparkSession.class || type == TestLake.class || type == Lake.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == SparkSession.class) {
      return TestLake.session();
    }
    TestLake lake =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent("lake", key -> TestLake.create(), TestLake.class);
    return type == Lake.class ? lake.lake() : lake;
  }
}
