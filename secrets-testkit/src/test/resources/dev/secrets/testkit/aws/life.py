"""The life of a secret as boto3 sees it. Any assertion that fails ends it with a status."""

import os
import uuid

import boto3
from botocore.exceptions import ClientError

client = boto3.client(
    "secretsmanager", endpoint_url=os.environ["AWS_ENDPOINT_URL_SECRETS_MANAGER"]
)


def refused(code, operation, **arguments):
    try:
        operation(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return error.response["Error"]["Message"]
    raise AssertionError("was not refused with " + code)


# Values of both forms, their dates, and typed errors.
first = client.create_secret(Name="app/text", SecretString="one")
client.create_secret(Name="app/bytes", SecretBinary=b"\x00\x01\xff")
got = client.get_secret_value(SecretId="app/text")
assert got["SecretString"] == "one" and got["VersionStages"] == ["AWSCURRENT"]
assert got["CreatedDate"].year >= 2024
assert client.get_secret_value(SecretId="app/bytes")["SecretBinary"] == b"\x00\x01\xff"
try:
    client.get_secret_value(SecretId="absent")
    raise AssertionError("an absent secret was found")
except client.exceptions.ResourceNotFoundException:
    pass
refused("ResourceExistsException", client.create_secret, Name="app/text", SecretString="x")

# Versions and labels.
second = client.put_secret_value(SecretId="app/text", SecretString="two")
client.update_secret(SecretId="app/text", SecretString="three", Description="of the app")
stages = client.describe_secret(SecretId="app/text")["VersionIdsToStages"]
assert stages[second["VersionId"]] == ["AWSPREVIOUS"]
listed = client.list_secret_version_ids(SecretId="app/text", IncludeDeprecated=True)["Versions"]
assert {version["VersionId"] for version in listed} >= {first["VersionId"], second["VersionId"]}
current = next(id for id, labels in stages.items() if "AWSCURRENT" in labels)
client.update_secret_version_stage(
    SecretId="app/text",
    VersionStage="AWSCURRENT",
    RemoveFromVersionId=current,
    MoveToVersionId=second["VersionId"],
)
assert client.get_secret_value(SecretId="app/text")["SecretString"] == "two"
token = str(uuid.uuid4())
for _ in range(2):
    client.put_secret_value(SecretId="app/text", SecretString="four", ClientRequestToken=token)
refused(
    "ResourceExistsException",
    client.put_secret_value,
    SecretId="app/text",
    SecretString="five",
    ClientRequestToken=token,
)

# Pages, filters and batches.
for number in range(45):
    client.create_secret(Name=f"many/{number:02}", SecretString=str(number))
pages = list(
    client.get_paginator("list_secrets").paginate(
        Filters=[{"Key": "name", "Values": ["many/"]}], PaginationConfig={"PageSize": 20}
    )
)
assert [len(page["SecretList"]) for page in pages] == [20, 20, 5]
batch = client.batch_get_secret_value(SecretIdList=["many/00", "many/01", "absent"])
assert {value["Name"] for value in batch["SecretValues"]} == {"many/00", "many/01"}
assert batch["Errors"][0]["ErrorCode"] == "ResourceNotFoundException"
refused(
    "ValidationException",
    client.batch_get_secret_value,
    SecretIdList=[f"many/{number:02}" for number in range(21)],
)

# Tags, deletion and passwords.
client.tag_resource(SecretId="app/text", Tags=[{"Key": "env", "Value": "prod"}])
client.untag_resource(SecretId="app/text", TagKeys=["env"])
assert client.describe_secret(SecretId="app/text")["Tags"] == []
client.delete_secret(SecretId="app/text", RecoveryWindowInDays=7)
message = refused("InvalidRequestException", client.get_secret_value, SecretId="app/text")
assert "marked for deletion" in message
client.restore_secret(SecretId="app/text")
client.delete_secret(SecretId="app/text", ForceDeleteWithoutRecovery=True)
refused("ResourceNotFoundException", client.describe_secret, SecretId="app/text")
assert len(client.get_random_password(PasswordLength=20)["RandomPassword"]) == 20

print("all is well")
