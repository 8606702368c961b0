#!/usr/bin/env bash
# Measures the AWS backend beside awscli and aws-secretsmanager-caching-java, in one run, and prints
# the table of aws.md. Needs a package built before (mvn package), awscli, python3, and the network
# at the first run.
set -euo pipefail
cd "$(dirname "$0")/../.."

rounds=${ROUNDS:-15}
work=$(mktemp -d)
trap 'kill "${fake:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

dist=$PWD/secrets-cli/target/secrets
testkit=$(ls secrets-testkit/target/secrets-testkit-*-SNAPSHOT.jar)
mvn -q -B -f docs/benchmarks/aws/pom.xml dependency:copy-dependencies -DoutputDirectory="$work/peer" >&2
classpath="$dist/lib/*:$testkit:$work/peer/*"

mkdir "$work/classes"
javac -cp "$classpath" -d "$work/classes" docs/benchmarks/aws/*.java 2>"$work/javac.log" ||
  { cat "$work/javac.log" >&2; exit 1; }

echo '| work | unit | ours | theirs | figure |'
echo '| --- | --- | --- | --- | --- |'

for threads in 1 8; do
  java -cp "$work/classes:$classpath" org.openjdk.jmh.Main CachedGet -t "$threads" -prof gc \
    -rf json -rff "$work/hits-$threads.json" >"$work/jmh-$threads.log" 2>&1 ||
    { tail -20 "$work/jmh-$threads.log" >&2; exit 1; }
done
python3 docs/benchmarks/aws/hits.py "$work/hits-1.json" "$work/hits-8.json"

java -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$work/classes:$classpath" benchmarks.Calls

# Cold processes against one fake in a process of its own.
printf '{"secrets":[{"name":"prod/db","json":{"password":"swordfish"}}]}' >"$work/seed.json"
java -jar "$(ls secrets-testkit/target/*-fake-aws.jar)" --seed "$work/seed.json" >"$work/fake.out" &
fake=$!
until grep -qs "# agent" "$work/fake.out"; do sleep 0.1; done
eval "$(grep '^export' "$work/fake.out")"
export XDG_CACHE_HOME=$work/cache HOME=$work
"$dist/bin/secrets" get 'aws:prod/db' >/dev/null
for _ in $(seq 300); do ls "$work"/cache/secrets/*.jsa >/dev/null 2>&1 && break; sleep 0.5; done
python3 docs/benchmarks/aws/cold.py "$rounds" "$dist/bin/secrets" "$(command -v aws)"

# What the backend adds to an application: its own classes and those of the SDK, as they lie in a jar.
jars=$(python3 - "$dist"/lib/*.jar << 'EOF'
import sys
import zipfile

OURS = ("software/amazon/", "org/reactivestreams/", "dev/secrets/aws/")
HEADERS = 30 + 46
entries = (entry for jar in sys.argv[1:] for entry in zipfile.ZipFile(jar).infolist())
print(sum(
    HEADERS + 2 * len(entry.filename) + entry.compress_size
    for entry in entries
    if entry.filename.startswith(OURS)
))
EOF
)
awk -v bytes="$jars" 'BEGIN { printf "| jars that backend-aws brings | MB | %.2f | 35.3 | ≤ 6 |\n", bytes / 1e6 }'
