package dev.secrets.inspect;

import dev.secrets.project.Finding;
import dev.secrets.project.Waiver;
import java.util.List;
import java.util.Map;

/**
 * What a check found.
 *
 * @param findings that nobody has waived
 * @param waived those that the manifest accepts, and why
 * @param unchecked what could not be opened, and so not be looked at, and why
 */
public record CheckReport(
    List<Finding> findings, Map<Finding, Waiver> waived, Map<String, String> unchecked) {}
