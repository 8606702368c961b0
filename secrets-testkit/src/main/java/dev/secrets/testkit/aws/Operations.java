package dev.secrets.testkit.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Every operation by name. */
final class Operations {

  private static final Set<String> REFUSED =
      Set.of(
          "CancelRotateSecret",
          "DeleteResourcePolicy",
          "GetResourcePolicy",
          "PutResourcePolicy",
          "RemoveRegionsFromReplication",
          "ReplicateSecretToRegions",
          "RotateSecret",
          "StopReplicationToReplica",
          "ValidateResourcePolicy");

  private final Map<String, Operation> byName = new HashMap<>();

  Operations(Faults faults) {
    byName.putAll(new ReadOperations(faults).operations());
    byName.putAll(new WriteOperations().operations());
    byName.putAll(new ListOperations().operations());
    byName.putAll(new DeleteOperations().operations());
    byName.putAll(new LabelOperations().operations());
    byName.putAll(new RandomPassword().operations());
    byName.putAll(Tags.operations());
  }

  Operation get(String name) {
    Operation operation = byName.get(name);
    if (operation != null) {
      return operation;
    }
    throw REFUSED.contains(name)
        ? ApiError.invalidRequest(name + " is not supported by the fake.")
        : ApiError.of("UnknownOperationException", "There is no operation " + name + ".");
  }
}
