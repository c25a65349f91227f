package dev.nightjar.etl;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.apache.spark.sql.SparkSession;

@AnalyzeClasses(packages = "dev.nightjar.etl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final DescribedPredicate<JavaClass> JOB = simpleNameEndingWith("Job");

  @ArchTest
  static final ArchRule noJobCallsAJob =
      classes()
          .that(JOB)
          .should(
              new ArchCondition<>("not depend on another job") {
                @Override
                public void check(JavaClass job, ConditionEvents events) {
                  job.getDirectDependenciesFromSelf().stream()
                      .filter(d -> JOB.test(d.getTargetClass()))
                      .filter(d -> !d.getTargetClass().equals(job))
                      .forEach(
                          d -> events.add(SimpleConditionEvent.violated(job, d.getDescription())));
                }
              });

  @ArchTest
  static final ArchRule transformsHaveNoSession =
      noClasses()
          .that()
          .resideInAnyPackage("..cleaning..", "..features..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(SparkSession.class)
          .orShould()
          .dependOnClassesThat(simpleNameEndingWith("Lake"));

  @ArchTest
  static final ArchRule schemasKnowOnlyTableAndTypes =
      noClasses()
          .that()
          .resideInAPackage("..tables..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("dev.nightjar..")
                  .and(not(JavaClass.Predicates.resideInAPackage("..tables..")))
                  .and(not(simpleNameEndingWith("LakeTable"))));
}
