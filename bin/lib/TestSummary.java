import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Counts the JUnit reports in {@code target} of every module of a checkout, names every skipped and failed test, and closes with
 * {@code N passed, N failed, N skipped} on a line of its own. Exit code 1 when a test failed or none ran. Run from source by the
 * launcher, so that it works whatever the build did.
 */
final class TestSummary {

  private final List<String> failed = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private int passed;

  public static void main(String[] args) throws Exception {
    TestSummary summary = new TestSummary();
    summary.readAll(Path.of(args[0]));
    summary.failed.forEach(test -> System.out.println("FAILED  " + test));
    summary.skipped.forEach(test -> System.out.println("SKIPPED " + test));
    System.out.printf(
        "%d passed, %d failed, %d skipped%n",
        summary.passed, summary.failed.size(), summary.skipped.size());
    System.exit(summary.failed.isEmpty() && summary.passed > 0 ? 0 : 1);
  }

  private void readAll(Path root) throws IOException, ParserConfigurationException, SAXException {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    TreeSet<Path> reports = new TreeSet<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path module : modules) {
        for (String kind : List.of("surefire", "failsafe", "script")) {
          addReports(module.resolve("target").resolve(kind + "-reports"), reports);
        }
      }
    }
    for (Path report : reports) {
      Element suite = builder.parse(report.toFile()).getDocumentElement();
      String module = root.relativize(report).getName(0).toString();
      NodeList cases = suite.getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        count(module, (Element) cases.item(i));
      }
    }
  }

  private static void addReports(Path directory, TreeSet<Path> reports) throws IOException {
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.xml")) {
        files.forEach(reports::add);
      }
    }
  }

  private void count(String module, Element test) {
    String name = module + ": " + test.getAttribute("classname") + "." + test.getAttribute("name");
    if (has(test, "failure") || has(test, "error")) {
      failed.add(name);
    } else if (has(test, "skipped")) {
      Element skip = (Element) test.getElementsByTagName("skipped").item(0);
      String message = skip.getAttribute("message");
      String reason = message.isBlank() ? skip.getTextContent() : message;
      skipped.add(name + " (" + reason.strip().lines().findFirst().orElse("no reason given") + ")");
    } else {
      passed++;
    }
  }

  private static boolean has(Element test, String tag) {
    return test.getElementsByTagName(tag).getLength() > 0;
  }
}
