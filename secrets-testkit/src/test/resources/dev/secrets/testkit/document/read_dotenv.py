"""Reads a JSON list of dotenv texts, writes what python-dotenv makes of each as load_dotenv would.

A text with a line that python-dotenv warns of gives null.
"""
import io
import json
import logging
import sys

from dotenv.main import DotEnv

warned = []
handler = logging.Handler()
handler.emit = warned.append
logging.getLogger("dotenv.main").addHandler(handler)


def read(text):
    warned.clear()
    stream = io.StringIO(text, newline=None)
    values = DotEnv(None, stream=stream, override=False).dict()
    return None if warned else dict(values)


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
