/**
 * Writing files so that nothing is lost: one file safely, several all or nothing with a journal
 * that survives a killed process. It knows nothing of secrets but that what it writes is one.
 */
@NullMarked
package dev.secrets.file;

import org.jspecify.annotations.NullMarked;
