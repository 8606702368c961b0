package dev.secrets;

/**
 * The ways in which people write references to secrets. {@link Reference#parse} reads them all; a
 * {@link Reference} prints itself in ours.
 */
public enum ReferenceForm {
  /** {@code {{resolve:secretsmanager:…}}} of CloudFormation. */
  CLOUDFORMATION,
  /** {@code aws-secretsmanager:…} of Spring Cloud AWS, also behind {@code optional:}. */
  SPRING,
  /** {@code ref+awssecrets://…} of vals. */
  VALS,
  /** An ARN of Secrets Manager, also with the fields of an ECS task definition behind it. */
  ARN,
  /** {@code store:path?options#pointer}. */
  OWN;

  /** The form that {@code text} begins like, {@link #OWN} if like no other. */
  public static ReferenceForm of(String text) {
    for (ReferenceForm form : values()) {
      if (form.begins(text)) {
        return form;
      }
    }
    return OWN;
  }

  private boolean begins(String text) {
    return switch (this) {
      case CLOUDFORMATION -> text.startsWith(CloudFormationReference.PREFIX);
      case SPRING ->
          text.startsWith(SpringReference.PREFIX)
              || text.startsWith(SpringReference.OPTIONAL + SpringReference.PREFIX);
      case VALS -> text.startsWith(ValsReference.PREFIX);
      case ARN -> text.startsWith(SecretArn.PREFIX);
      case OWN -> true;
    };
  }

  Reference parse(String text) {
    return switch (this) {
      case CLOUDFORMATION -> CloudFormationReference.parse(text);
      case SPRING -> SpringReference.parse(text);
      case VALS -> ValsReference.parse(text);
      case ARN -> SecretArn.reference(text);
      case OWN -> Reference.parseParts(text);
    };
  }
}
