package dev.secrets;

import java.time.Instant;
import java.util.Optional;

/**
 * What a store knows of a secret beside its value.
 *
 * @param address what it is called everywhere, such as its full ARN
 * @param notes what was written beside it
 * @param created when it was made, if the store tells
 * @param changed when it last changed, if the store tells
 * @param deletion from when on it cannot be brought back; empty unless it is deleted
 */
public record SecretDescription(
    String address,
    SecretNotes notes,
    Optional<Instant> created,
    Optional<Instant> changed,
    Optional<Instant> deletion) {}
