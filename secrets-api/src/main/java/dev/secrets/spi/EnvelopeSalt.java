package dev.secrets.spi;

/**
 * What makes one envelope's key its own. Nothing of it is secret: both stand in the envelope.
 *
 * @param salt the salt, in any spelling that is always the same
 * @param authenticator of the content: two envelopes with one salt and different authenticators
 *     share their keys, if they are under one password
 */
public record EnvelopeSalt(String salt, String authenticator) {}
