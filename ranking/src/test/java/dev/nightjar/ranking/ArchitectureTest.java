package dev.nightjar.ranking;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.nightjar.ranking",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule onlyTheStoreKnowsRocksDb =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.nightjar.ranking.store")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.rocksdb..");

  @ArchTest
  static final ArchRule theStoreDoesNotKnowThePipeline =
      noClasses()
          .that()
          .resideInAPackage("dev.nightjar.ranking.store")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.nightjar.ranking");

  @ArchTest
  static final ArchRule nothingElseIsNeeded =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.rocksdb..",
              "org.jspecify.annotations..",
              "dev.nightjar.contract..",
              "dev.nightjar.ranking..");
}
