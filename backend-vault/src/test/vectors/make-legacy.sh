#!/bin/sh
# Makes src/test/resources/legacy-1.0.vault, an envelope that no current ansible-vault writes, out of
# what openssl makes: password 'correct horse', content 'hello: world' and a line end.
set -eu

target=$(cd "$(dirname "$0")/../resources" && pwd)/legacy-1.0.vault
content='hello: world'
digest=$(printf '%s\n' "$content" | sha256sum | cut -c 1-64)
{
  echo '$ANSIBLE_VAULT;1.0;AES'
  printf '%s\n%s\n' "$digest" "$content" |
    openssl enc -aes-256-cbc -md md5 -salt -pass 'pass:correct horse' 2>/dev/null |
    xxd -p -c 40
} > "$target"
