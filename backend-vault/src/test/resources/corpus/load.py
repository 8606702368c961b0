"""Loads each file named as Ansible loads variables, writes what stands under "data" of each."""
import json
import sys

from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import VaultSecret


def key(value):
    return value if isinstance(value, str) else json.dumps(value)


def plain(value):
    if isinstance(value, dict):
        return {key(name): plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return str(value)  # also an encrypted one, which is opened by that


def load(name):
    loader = DataLoader()
    loader.set_vault_secrets([("default", VaultSecret(b"password"))])
    try:
        return {"value": plain(loader.load_from_file(name)["data"])}
    except Exception:  # whatever it says: it does not load
        return None


json.dump([load(name) for name in sys.argv[1:]], sys.stdout)
