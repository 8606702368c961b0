package dev.secrets.aws;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** One client per region, built when first needed: building one takes longer than a call. */
final class RegionalClients implements Clients {

  private final ClientSettings settings;
  private final Map<String, Regional> clients = new ConcurrentHashMap<>();

  RegionalClients(ClientSettings settings) {
    this.settings = settings;
  }

  @Override
  public Regional in(Optional<String> region) {
    return clients.computeIfAbsent(
        region.orElseGet(settings::region), name -> new Regional(name, settings.client(name)));
  }

  @Override
  public void close() {
    clients.values().stream().map(Regional::client).forEach(SecretsManagerClient::close);
  }
}
