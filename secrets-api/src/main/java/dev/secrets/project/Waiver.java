package dev.secrets.project;

import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * A finding that a project accepts for a while.
 *
 * @param id of the finding, such as {@code P20}
 * @param place the file, in which {@code *} stands for any characters
 * @param reason why it is accepted
 * @param expires the last day on which it is
 */
public record Waiver(String id, String place, String reason, LocalDate expires) {

  /** Whether {@code finding} is meant, at whatever line. */
  public boolean covers(Finding finding) {
    String pattern = "\\Q" + place.replace("*", "\\E.*\\Q") + "\\E(:\\d+:\\d+)?";
    return finding.id().equals(id) && Pattern.matches(pattern, finding.place());
  }

  public boolean hasExpired(LocalDate today) {
    return today.isAfter(expires);
  }
}
