#!/bin/sh
# Makes the project that the launcher's training run works on, with the real tools; nothing in it
# is secret. Run it anywhere; it replaces the folder of resources.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
target=$here/resources/dev/secrets/cli/training
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf "$target"
mkdir -p "$target"
cd "$work"

echo training >.vault_pass
printf '[defaults]\nvault_password_file = ./.vault_pass\n' >ansible.cfg
cat >common.yml <<'EOF'
default_task_config: &defaults
  command: "python task.py"   # with an anchor
task_name_to_config:
  main:
    <<: *defaults
EOF
cat >dev.yml <<'EOF'
default_env_task_config:
  secrets:
    - name: PASSWORD
      valueFrom: "arn:aws:secretsmanager:us-east-1:123456789012:secret:training-AbCdEf:password::"
EOF
cat >env <<'EOF'
# a comment
PLAIN=text
QUOTED="a \"quoted\" text"
JSON='{"user": "training", "port": 1}'
EOF
ansible-vault encrypt --encrypt-vault-id default dev.yml >/dev/null

git init -q repository
cd repository
git-crypt init >/dev/null
echo 'env filter=git-crypt' >.gitattributes
cp ../env env
git add .
git cat-file blob :env >../env.encrypted
git-crypt export-key ../key
cd ..

cp .vault_pass "$target/vault_pass"
echo another >"$target/new_vault_pass"
cp ansible.cfg common.yml dev.yml env key "$target"
cp env.encrypted "$target/env.encrypted"

# What git would ask of its long-running filter: one file to encrypt, and one to decrypt.
packet() {
  printf '%04x%s\n' $((${#1} + 5)) "$1"
}
request() {
  packet "command=$1"
  packet "pathname=env"
  printf '0000%04x' $(($(wc -c <"$2") + 4))
  cat "$2"
  printf 0000
}
{
  packet git-filter-client
  packet version=2
  printf 0000
  packet capability=clean
  packet capability=smudge
  printf 0000
  request clean env
  request smudge env.encrypted
} >"$target/git_requests"
