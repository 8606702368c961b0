/**
 * Plans of changes to a project: files put under another method, values moved to another place, and
 * git told of it. A plan names places and never values; it is carried out as a whole, and what was
 * carried out can be undone.
 */
@NullMarked
package dev.secrets.plan;

import org.jspecify.annotations.NullMarked;
