package dev.secrets.gitcrypt;

import java.util.List;

/** Public OpenPGP keys of people, as gpg keeps them. */
interface PublicKeyring {

  /** The keys that are named by an id, a fingerprint or a user id, in the ways that gpg knows. */
  List<OpenPgpKeys> find(String query);

  /** Whether the web of trust says that the key is its owner's. */
  boolean trusts(String fingerprint);

  /** What to do when a key is not found. */
  String hint();
}
