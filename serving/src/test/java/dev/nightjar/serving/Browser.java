package dev.nightjar.serving;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;

/** A real Chromium without a window. Skips the test that asks for one where there is none. */
final class Browser implements AutoCloseable {
  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser start() {
    Optional<File> chromium = program("chromium", "chromium-browser", "google-chrome");
    Optional<File> chromedriver = program("chromedriver");
    assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "there is no Chromium with its driver; install the packages chromium and chromium-driver");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.WARNING);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow());
    // Without its sandbox, which needs rights that a container or the root user does not have.
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.orElseThrow())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Optional<File> program(String... names) {
    return Arrays.stream(names)
        .flatMap(
            name ->
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst();
  }

  void open(String address) {
    driver.get(address);
  }

  void type(String id, String text) {
    WebElement field = driver.findElement(By.id(id));
    field.clear();
    field.sendKeys(text);
  }

  void click(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  /** What a reader sees of the elements. */
  List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
  }

  String text(String selector) {
    return driver.findElement(By.cssSelector(selector)).getText();
  }

  /**
   * Waits until the page says so; an element that is not there yet, or is just replaced, says
   * nothing.
   */
  void awaitText(String selector, String expected) {
    new FluentWait<>(driver)
        .withTimeout(ServerFixture.LIMIT)
        .pollingEvery(Duration.ofMillis(50))
        .ignoring(NoSuchElementException.class, StaleElementReferenceException.class)
        .until(page -> text(selector).contains(expected));
  }

  /** Errors and refusals that the page's author would see in the browser's console. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
