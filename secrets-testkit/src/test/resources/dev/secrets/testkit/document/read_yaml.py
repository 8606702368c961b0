"""Reads a JSON list of YAML texts, writes the leaves of each as PyYAML's safe loader types them."""
import base64
import datetime
import json
import sys

import yaml


def key(value):
    return value if isinstance(value, str) else json.dumps(value)


def shape(value):
    if isinstance(value, dict):
        return {key(name): shape(item) for name, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value]
    if isinstance(value, bytes):
        return "BINARY " + base64.b64encode(value).decode()
    if isinstance(value, (datetime.date, datetime.datetime)):
        return "TIMESTAMP"
    if isinstance(value, bool):
        return "BOOLEAN " + json.dumps(value)
    if isinstance(value, int):
        return "INTEGER " + json.dumps(value)
    if isinstance(value, float):
        return "FLOAT " + json.dumps(value)
    return "NULL " if value is None else "STRING " + value


def read(text):
    try:
        return {"value": shape(yaml.safe_load(text))}
    except Exception:  # PyYAML has no family for what it throws at odd tags
        return None


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
