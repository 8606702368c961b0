/**
 * The settings of CloudReactor's {@code proc_wrapper}, understood so that the image of a task can
 * do without it.
 */
@NullMarked
package dev.secrets.procwrapper;

import org.jspecify.annotations.NullMarked;
