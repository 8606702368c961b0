package dev.secrets.gitcrypt;

import dev.secrets.SecretsException;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a filter told. */
final class Events implements GitFilter.Listener {

  final List<String> notEncrypted = new ArrayList<>();
  final List<String> refused = new ArrayList<>();

  @Override
  public void notEncrypted(String place) {
    notEncrypted.add(place);
  }

  @Override
  public void refused(SecretsException failure) {
    refused.add(failure.getMessage());
  }
}
