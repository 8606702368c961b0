#!/bin/sh
# Makes src/test/resources/vectors/ansible-vault with the real tool: one envelope a file, one
# peculiarity an envelope. Every vector is shown to the tool again, and the script stops where the
# tool and the expectation disagree. Needs ansible-vault, xxd and sha256sum.
set -eu

target=$(cd "$(dirname "$0")/../resources" && pwd)/vectors/ansible-vault
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
rm -rf "$target"
mkdir -p "$target"
tool=$(ansible-vault --version | sed -n '1s/.*\[core \(.*\)\].*/ansible-core \1/p')

printf 'correct horse\n' > password
printf 'battery staple\n' > wrong
printf 'caf\351 \001\377\n' > bytes
printf 'hello: world\n' > plain
: > empty
printf '\000\001\377\r\n\n\tbinary' > binary
head -c 4096 /dev/zero > zeros

# seal PLAINTEXT PASSWORD [LABEL]: an envelope as the tool writes it
seal() {
  ansible-vault encrypt --encrypt-vault-id "${3:-default}" --vault-id "${3:-default}@$2" \
    --output - "$1" 2>/dev/null
}

# vector NAME EXPECTATION PASSWORD PLAINTEXT < ENVELOPE
vector() {
  cat > envelope
  status=0
  ansible-vault decrypt --vault-password-file "$3" --output - envelope > opened 2>/dev/null || status=$?
  case "$2:$status" in
    success:0) cmp -s opened "$4" || { echo "$1: the tool reads something else" >&2; exit 1; } ;;
    success:*) echo "$1: the tool refuses it" >&2; exit 1 ;;
    *:0) echo "$1: the tool accepts it" >&2; exit 1 ;;
  esac
  {
    printf 'expect: %s\nmade-by: %s\npassword-hex: %s\nplaintext-sha256: %s\n\n' "$2" "$tool" \
      "$(tr -d '\n' < "$3" | xxd -p)" "$(sha256sum < "$4" | cut -d' ' -f1)"
    cat envelope
  } > "$target/$1"
}

seal plain password > sealed
seal plain password prod > labelled
head -n 1 sealed > header
tail -n +2 sealed > body

# header NAME EXPECTATION HEADER-LINE: the sealed body under another header
header() { { printf '%b\n' "$3"; cat body; } | vector "$1" "$2" password plain; }

# What the tool writes.
vector plain success password plain < sealed
vector labelled success password plain < labelled
seal empty password | vector empty-plaintext success password empty
seal binary password | vector binary-plaintext success password binary
seal zeros password | vector several-chunks success password zeros
seal plain bytes | vector password-that-is-no-text success bytes plain

# What it reads though it does not write it.
sed 's/$/\r/' sealed | vector line-ends-crlf success password plain
tr '\n' '\r' < sealed | vector line-ends-cr success password plain
head -c -1 sealed | vector no-final-line-end success password plain
sed 's/$/\n/' sealed | vector blank-lines success password plain
{ cat header; tr -d '\n' < body; } | vector one-long-line success password plain
{ cat header; tr -d '\n' < body | fold -w 7; } | vector narrow-lines success password plain
{ cat header; tr a-f A-F < body; } | vector upper-case success password plain
header blanks-around-fields success '$ANSIBLE_VAULT ;\t1.1 ; AES256  '
header unknown-version success '$ANSIBLE_VAULT;9.9;AES256'
header no-version success '$ANSIBLE_VAULT;;AES256'
header version-1.1-with-label success '$ANSIBLE_VAULT;1.1;AES256;prod'
header version-1.2-without-label success '$ANSIBLE_VAULT;1.2;AES256'
header version-1.2-with-empty-label success '$ANSIBLE_VAULT;1.2;AES256;'
header more-fields success '$ANSIBLE_VAULT;1.2;AES256;prod;more;still more'
header longer-magic success '$ANSIBLE_VAULTXYZ;1.1;AES256'

# What fits no key.
vector wrong-password 'decryption failed' wrong plain < sealed
xxd -r -p body > inner
{ cat header; sed '2y/0123456789abcdef/123456789abcdef0/' inner | xxd -p -c 40; } |
  vector other-authenticator 'decryption failed' password plain
{ cat header; sed '3y/0123456789abcdef/123456789abcdef0/' inner | xxd -p -c 40; } |
  vector other-ciphertext 'decryption failed' password plain
{ cat header; sed '1y/0123456789abcdef/123456789abcdef0/' inner | xxd -p -c 40; } |
  vector other-salt 'decryption failed' password plain

# What is misshapen.
cat header | vector header-only malformed password plain
head -c 300 sealed | vector cut-in-a-digit-pair malformed password plain
head -c 180 sealed | vector cut-in-the-authenticator malformed password plain
{ cat header; head -n 1 inner | head -c 64 | xxd -p -c 40; } | vector salt-only malformed password plain
{ cat header; head -c -2 inner | xxd -p -c 40; } | vector ciphertext-a-byte-short malformed password plain
{ cat header; sed 's/^/ /' body; } | vector indented malformed password plain
{ cat header; sed 's/$/ /' body; } | vector trailing-blanks malformed password plain
{ cat sealed; echo 'text after'; } | vector text-after-the-end malformed password plain
{ cat sealed; printf '\000'; } | vector nul-after-the-end malformed password plain
{ cat sealed; printf '\v'; } | vector vertical-tab-after-the-end malformed password plain
{ cat sealed; printf '\303\251\n'; } | vector beyond-ascii-after-the-end malformed password plain
{ cat header; sed '3s/^./g/' inner | xxd -p -c 40; } | vector inner-text-that-is-not-hex malformed password plain
{ cat header; sed '2s/^..//' inner | xxd -p -c 40; } | vector short-authenticator malformed password plain
header two-fields malformed '$ANSIBLE_VAULT;1.1'
header label-beyond-ascii malformed '$ANSIBLE_VAULT;1.2;AES256;d\303\251v'

# What we do not read.
header cipher-aes 'unsupported cipher' '$ANSIBLE_VAULT;1.1;AES'
header cipher-in-lower-case 'unsupported cipher' '$ANSIBLE_VAULT;1.1;aes256'
header version-1.0 'unsupported version' '$ANSIBLE_VAULT;1.0;AES'
tr '\n' ' ' < sealed | vector folded-to-one-line 'unsupported cipher' password plain

# What is none.
vector plain-text 'not an envelope' password plain < plain
vector nothing 'not an envelope' password plain < empty
{ printf '\357\273\277'; cat sealed; } | vector byte-order-mark 'not an envelope' password plain
{ echo; cat sealed; } | vector leading-blank-line 'not an envelope' password plain
{ printf ' '; cat sealed; } | vector leading-blank 'not an envelope' password plain
sed '1s/.*/$ansible_vault;1.1;aes256/' sealed | vector magic-in-lower-case 'not an envelope' password plain
head -c 13 sealed | vector half-the-magic 'not an envelope' password plain
