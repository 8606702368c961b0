/** Ansible Vault as a codec. */
@NullMarked
package dev.secrets.vault;

import org.jspecify.annotations.NullMarked;
