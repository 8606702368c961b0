package dev.secrets;

/**
 * A provider that was found and cannot be used. The others work.
 *
 * @param location the jar or folder it came from, if known
 * @param provider its class name, if known
 * @param reason why not, in one line
 */
public record DiscoveryProblem(String location, String provider, String reason) {}
