import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks files against PDF/A-2b: for each a line "ok FILE" or "bad FILE", then what failed. */
public final class Check {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (String file : files) {
      try (PDFAParser parser =
              Foundries.defaultInstance().createParser(new File(file), PDFAFlavour.PDFA_2_B);
          PDFAValidator validator =
              Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_B, false)) {
        ValidationResult result = validator.validate(parser);
        System.out.println((result.isCompliant() ? "ok " : "bad ") + file);
        for (TestAssertion failed : result.getTestAssertions()) {
          System.out.println("  " + failed.getRuleId().getClause() + " " + failed.getMessage()
              + " " + failed.getLocation().getContext());
        }
      }
    }
  }
}
