"""Parameters of a call: from JSON, a form or multipart to typed values, strictly."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl, unquote

from bot.playground.media import Upload
from bot.playground.model import ApiError, Json, bad_request

_NAME = re.compile(rb'\bname="([^"]*)"')
_FILE_NAME = re.compile(rb'\bfilename="([^"]*)"')
_FILE_NAME_ENCODED = re.compile(rb"\bfilename\*=(?:utf-8|UTF-8)''([^;\r\n]+)")
_TYPE = re.compile(rb"content-type:\s*([^\r\n;]+)", re.IGNORECASE)
_BOUNDARY = re.compile(r'boundary="?([^";]+)"?')

Spec = dict[str, tuple[str, bool]]


def spec(*lines: str) -> Spec:
    """A method's parameters from lines of `name:kind`, with `!` after a required one. Kinds: see CONVERTERS."""
    found: Spec = {}
    for word in " ".join(lines).split():
        name, _, kind = word.partition(":")
        found[name] = (kind.rstrip("!"), kind.endswith("!"))
    return found


def from_request(content_type: str, body: bytes, query: str = "") -> Json:
    """The raw parameters of a request, by its content type; files become Upload. Raises ApiError 400."""
    params: Json = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    if not body:
        return params
    kind = content_type.partition(";")[0].strip().lower()
    try:
        if kind == "application/json":
            found = json.loads(body)
        elif kind == "multipart/form-data":
            found = _multipart(content_type, body)
        else:
            found = dict(parse_qsl(body.decode(), keep_blank_values=True))
    except (ValueError, AttributeError) as problem:
        raise bad_request(f"can't parse the request body: {type(problem).__name__}") from None
    if not isinstance(found, dict):
        raise bad_request("object expected as the request body")
    return params | found


def checked(spec: Spec, raw: Json) -> Json:
    """The parameters as typed values. Unknown names are refused, though Telegram passes over such typing errors."""
    values: Json = {}
    for name, value in raw.items():
        known = spec.get(name)
        if known is None:
            if isinstance(value, Upload):
                values.setdefault("files", {})[name] = value  # the target of an attach:// reference
                continue
            raise bad_request(f'unknown parameter "{name}"')
        if value is not None:
            values[name] = CONVERTERS[known[0]](name, value)
    for name, (_, required) in spec.items():
        if required and name not in values:
            raise _missing(name)
    return values


def _missing(name: str) -> ApiError:
    wording = {"chat_id": "chat_id is empty", "text": "message text is empty"}
    return bad_request(wording.get(name, f'parameter "{name}" is required'))


def _integer(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise bad_request(f'can\'t parse "{name}": Number expected')
    try:
        return int(value)
    except ValueError:
        raise bad_request(f'can\'t parse "{name}": Number expected') from None


def _number(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise bad_request(f'can\'t parse "{name}": Number expected') from None


def _string(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise bad_request(f'can\'t parse "{name}": String expected')
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise bad_request("strings must be encoded in UTF-8")
    return value


def _boolean(name: str, value: Any) -> bool:
    return value is True or (isinstance(value, str) and value.lower() in ("true", "1", "yes"))


def _structure(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None


def _list(name: str, value: Any) -> list[Any]:
    found = _structure(name, value)
    if not isinstance(found, list):
        raise bad_request(f"can't parse {name}: expected an Array")
    return found


def _object(name: str, value: Any) -> Json:
    found = _structure(name, value)
    if not isinstance(found, dict):
        raise bad_request(f"can't parse {name}: expected an Object")
    return found


def _chat(name: str, value: Any) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    try:
        return _integer(name, value)
    except ApiError:
        raise bad_request("chat not found") from None


def _file(name: str, value: Any) -> Upload | str:
    return value if isinstance(value, Upload) else _string(name, value)


CONVERTERS = {
    "int": _integer,
    "float": _number,
    "str": _string,
    "bool": _boolean,
    "list": _list,
    "object": _object,
    "chat": _chat,
    "file": _file,
}


def _multipart(content_type: str, body: bytes) -> Json:
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise ValueError("no boundary")
    params: Json = {}
    for part in body.split(b"--" + found[1].encode())[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        content = content.removesuffix(b"\r\n")
        name = _NAME.search(head)
        if name is None:
            raise ValueError("a part without a name")
        file_name = _file_name(head)
        if file_name is None:
            params[name[1].decode()] = content.decode()
        else:
            kind = _TYPE.search(head)
            mime = kind[1].decode().strip() if kind else "application/octet-stream"
            params[name[1].decode()] = Upload(file_name, mime, content)
    return params


def _file_name(head: bytes) -> str | None:
    encoded = _FILE_NAME_ENCODED.search(head)
    if encoded:
        return unquote(encoded[1].decode())
    plain = _FILE_NAME.search(head)
    return plain[1].decode("utf-8", "replace") if plain else None
