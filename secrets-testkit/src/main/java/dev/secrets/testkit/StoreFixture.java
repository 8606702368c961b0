package dev.secrets.testkit;

import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.WriteCondition;
import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How {@link SecretStoreContract} gets a store, and what that store can do and take, as data. Made
 * by {@link #of} or {@link #holding} and refined by the other methods, each of which returns a
 * changed copy.
 *
 * <pre>{@code
 * StoreFixture.of(this::openEmpty).declares(LIST, WRITE).maxValueBytes(65_536).refusesEmptyValues()
 * }</pre>
 */
public final class StoreFixture {

  private static final int ANY_SIZE = Integer.MAX_VALUE;

  private final Function<Map<SecretPath, SecretValue>, ? extends SecretStore> opener;
  private final Set<Capability> capabilities;
  private final UnaryOperator<String> naming;
  private final int maxValueBytes;
  private final boolean emptyValues;
  private final boolean binaryValues;

  private StoreFixture(
      Function<Map<SecretPath, SecretValue>, ? extends SecretStore> opener,
      Set<Capability> capabilities,
      UnaryOperator<String> naming,
      int maxValueBytes,
      boolean emptyValues,
      boolean binaryValues) {
    this.opener = opener;
    this.capabilities = capabilities;
    this.naming = naming;
    this.maxValueBytes = maxValueBytes;
    this.emptyValues = emptyValues;
    this.binaryValues = binaryValues;
  }

  /** A store that can be written: {@code openEmpty} opens a new one without secrets. */
  public static StoreFixture of(Supplier<? extends SecretStore> openEmpty) {
    return holding(secrets -> filled(openEmpty.get(), secrets));
  }

  /** A store that cannot be written: {@code opener} opens one that holds the given secrets. */
  public static StoreFixture holding(
      Function<Map<SecretPath, SecretValue>, ? extends SecretStore> opener) {
    return new StoreFixture(
        opener, EnumSet.noneOf(Capability.class), name -> "contract/" + name, ANY_SIZE, true, true);
  }

  /** The capabilities that the store is to declare: all of them and no others. */
  public StoreFixture declares(Capability... declared) {
    Set<Capability> all = EnumSet.noneOf(Capability.class);
    all.addAll(Set.of(declared));
    return new StoreFixture(opener, all, naming, maxValueBytes, emptyValues, binaryValues);
  }

  /**
   * How the store spells a name. The contract asks for short lower-case words; a common beginning
   * of two of them must be one of the spelled names too. Without this, {@code contract/} stands in
   * front.
   */
  public StoreFixture naming(UnaryOperator<String> spelling) {
    return new StoreFixture(
        opener, capabilities, spelling, maxValueBytes, emptyValues, binaryValues);
  }

  /**
   * The longest value the store takes; one byte more is to be refused. Without this, any length.
   */
  public StoreFixture maxValueBytes(int length) {
    return new StoreFixture(opener, capabilities, naming, length, emptyValues, binaryValues);
  }

  /** The store takes no value of zero bytes. */
  public StoreFixture refusesEmptyValues() {
    return new StoreFixture(opener, capabilities, naming, maxValueBytes, false, binaryValues);
  }

  /** The store takes UTF-8 text only. */
  public StoreFixture textOnly() {
    return new StoreFixture(opener, capabilities, naming, maxValueBytes, emptyValues, false);
  }

  SecretStore open(Map<SecretPath, SecretValue> secrets) {
    return opener.apply(secrets);
  }

  Set<Capability> capabilities() {
    return capabilities;
  }

  SecretPath path(String name) {
    return SecretPath.of(naming.apply(name));
  }

  boolean limitsLength() {
    return maxValueBytes != ANY_SIZE;
  }

  int maxValueBytes() {
    return maxValueBytes;
  }

  boolean takesEmptyValues() {
    return emptyValues;
  }

  boolean takesBinaryValues() {
    return binaryValues;
  }

  private static SecretStore filled(SecretStore store, Map<SecretPath, SecretValue> secrets) {
    secrets.forEach((path, value) -> store.put(path, value, WriteCondition.createOnly()));
    return store;
  }
}
