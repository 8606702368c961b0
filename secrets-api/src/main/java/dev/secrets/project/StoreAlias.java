package dev.secrets.project;

import java.util.Map;

/**
 * What a manifest's name for a store stands for.
 *
 * @param provider the scheme of the store
 * @param options as written
 */
public record StoreAlias(String provider, Map<String, String> options) {

  public StoreAlias {
    options = Map.copyOf(options);
  }
}
