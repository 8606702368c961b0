/** The sample's task for machines without Python: shows which settings reached it, the password masked. */
public class Task {
  public static void main(String[] args) {
    String settings = System.getenv("POSTGRES_SECRETS");
    if (settings == null) {
      System.err.println("POSTGRES_SECRETS is not set");
      System.exit(1);
    }
    System.out.println(
        settings.replaceAll("\\s+", " ").replaceAll("(\"password\": ?)\"[^\"]*\"", "$1\"********\""));
  }
}
