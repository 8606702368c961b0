#!/bin/sh
# Builds the command and shows one project's secrets, kept in three ways, reach a running program.
# Needs a JDK 17 or newer, Maven and git; AWS is played by a server on this machine.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
server=

finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] && [ -z "${NO_COLOR:-}" ] || say() { printf '\n%s\n' "$*"; }
show() { printf '$ %s\n' "$*"; "$@"; }

say "Building"
(cd "$top" && mvn -q -DskipTests package)
PATH="$top/secrets-cli/target/secrets/bin:$PATH"

java -jar "$top"/secrets-testkit/target/*fake-aws*.jar --seed "$here/aws.json" --port 0 >"$work/aws" &
server=$!
while [ ! -s "$work/aws" ]; do sleep 0.1; done
# The settings of this machine's real AWS account, if it has one, stay out of the demonstration.
unset AWS_PROFILE AWS_SESSION_TOKEN AWS_ENDPOINT_URL
export AWS_ENDPOINT_URL_SECRETS_MANAGER="$(head -n 1 "$work/aws")"
export AWS_ACCESS_KEY_ID=demo AWS_SECRET_ACCESS_KEY=demo AWS_REGION=us-east-1

if command -v python3 >/dev/null; then
  task="python3 src/nightly_report.py"
else
  task="java $here/Task.java"
fi

cp -r "$here/sample" "$work/sample"
cd "$work/sample"
for environment in dev staging prod; do
  say "$environment: what is bound to what"
  show secrets list -e "$environment"
  say "$environment: the task with its secrets"
  show secrets run -e "$environment" -- $task
done

say "prod again, from a git-crypt clone that stays locked"
git clone -q "$here/git-crypt/sample.bundle" -b main "$work/locked"
cd "$work/locked"
cp -r "$work/sample/src" .
export SECRETS_GIT_CRYPT_KEY_FILE="$here/git-crypt/sample.key"
show secrets list -e prod
show secrets run -e prod -- $task

say "Single values"
cd "$work/sample"
show secrets get -e dev 'file:deploy/files/.env.dev#/POSTGRES_SECRETS/port' && echo
show secrets get 'file:deploy/vars/qa.yml#/cloudreactor/api_key' && echo
show secrets get 'aws:CloudReactor/prod/common/postgres#host' && echo
