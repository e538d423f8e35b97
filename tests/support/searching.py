"""Finds a planted word in a file however it is packed, encoded, folded or spelt.

What is searched: the name of the file, the bytes as they are in several encodings, the parts of an
archive and their names and comments, what is compressed, base64, quoted-printable, escaped for XML,
JSON or an address, the parts and headers of a mail, the text and the metadata of a PDF. Letters are
compared without case, accents and whatever stands between them.
"""

import binascii
import email
import email.policy
import gzip
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}(?:\r?\n[ \t]?[A-Za-z0-9+/_-]+)*={0,2}")
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[^<>]*>")
_OTHER_THAN_LETTERS = re.compile(r"[^a-z]+")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PACKED = (b"PK", b"%PDF", b"\x1f\x8b")
_DEEPEST = 6


def letters_of(text: str) -> str:
    """Return the letters alone, without case and accents: ``Çañár`` and ``canar`` are the same."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
    return _OTHER_THAN_LETTERS.sub("", plain)


def found_in(name: str, content: bytes, canaries: Iterable[str]) -> set[str]:
    """Return the canaries that stand in a file or in its name."""
    texts = {letters_of(text) for text in _texts(name, content)}
    known = {letters_of(canary): canary for canary in canaries}
    whole = "\n".join(texts)
    return {canary for plain, canary in known.items() if plain in whole}


def _texts(name: str, content: bytes) -> Iterator[str]:
    yield name
    for piece in _unpacked(content, 0):
        for text in _decoded(piece):
            yield text
            if "<" in text:
                yield html.unescape(_TAG.sub("", text))
            if "&" in text:
                yield html.unescape(text)
            if "%" in text:
                yield unquote(text)
            if "\\u" in text:
                yield _JSON_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _decoded(piece: bytes) -> Iterator[str]:
    yield piece.decode("utf-8", errors="ignore")
    yield piece.decode("latin-1")
    if b"\x00" in piece:
        for encoding in ("utf-16-le", "utf-16-be"):
            yield piece.decode(encoding, errors="ignore")
            yield piece[1:].decode(encoding, errors="ignore")


def _unpacked(content: bytes, depth: int) -> Iterator[bytes]:
    yield content
    if depth >= _DEEPEST:
        return
    for inner in _within(content):
        if inner:
            yield from _unpacked(inner, depth + 1)


def _within(content: bytes) -> Iterator[bytes]:
    if zipfile.is_zipfile(io.BytesIO(content)):
        yield from _of_an_archive(content)
    elif content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    elif content.startswith(b"%PDF"):
        yield from _of_a_pdf(content)
    else:
        if b"\nMIME-Version:" in content[:4000] or content.startswith(b"MIME-Version:"):
            yield from _of_a_mail(content)
        yield from _from_base64(content)


def _of_an_archive(content: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield archive.comment
        for part in archive.infolist():
            yield from (part.filename.encode(), part.comment, part.extra, archive.read(part))


def _of_a_mail(content: bytes) -> Iterator[bytes]:
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        yield "\n".join(f"{key}: {value}" for key, value in part.items()).encode()
        if not part.is_multipart():
            payload = part.get_payload(decode=True)
            yield payload if isinstance(payload, bytes) else b""


def _from_base64(content: bytes) -> Iterator[bytes]:
    """Yield what is packed in a file by itself, and all that is text in one piece."""
    texts = []
    for found in _BASE64.findall(content):
        packed = re.sub(rb"\s", b"", found).rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        # Where one word runs on into the next, it may begin at any of four letters.
        for start in range(4):
            part = packed[start:]
            part = part[: len(part) - (len(part) % 4 == 1)]
            decoded = binascii.a2b_base64(part + b"=" * (-len(part) % 4))
            if decoded.startswith(_PACKED):
                yield decoded
            else:
                texts.append(decoded)
    if texts:
        yield b"\n".join(texts)


# PDF ---------------------------------------------------------------------------------------------

_CHARACTERS = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}


def _of_a_pdf(content: bytes) -> Iterator[bytes]:
    """Yield every stream unpacked, every string, and what is drawn as each font in it reads it."""
    streams = [_inflated(stream) for stream in _STREAM.findall(content)]
    yield from streams
    outside = _STREAM.sub(b"", content)
    for piece in (outside, *(stream for stream in streams if stream[:1].isdigit())):
        yield b"\n".join(map(_plain_text, _strings(piece)))
    maps = [_map_of(stream) for stream in streams if b"beginbf" in stream]
    pages = [b"".join(_strings(stream)) for stream in streams if _draws(stream)]
    for known in maps:
        yield "".join(_read(codes, known) for codes in pages).encode()


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _plain_text(string: bytes) -> bytes:
    """Return a text string in UTF-8 where it is in UTF-16 (ISO 32000-1, 7.9.2.2)."""
    if string.startswith(b"\xfe\xff"):
        return string.decode("utf-16", "ignore").encode()
    return string


def _draws(stream: bytes) -> bool:
    return b"BT" in stream and (b"TJ" in stream or b"Tj" in stream)


def _strings(piece: bytes) -> Iterator[bytes]:
    """Yield the strings of a piece of PDF (ISO 32000-1, 7.3.4), in their order."""
    at = 0
    while found := re.compile(rb"[(<]").search(piece, at):
        begins = found.start()
        if found[0] == b"(":
            at = _end_of_literal(piece, begins)
            yield _ESCAPED.sub(_unescaped, piece[begins + 1 : at - 1])
        elif hexadecimal := _HEX.match(piece, begins):
            at = hexadecimal.end()
            yield _bytes_of(hexadecimal[1])
        else:
            at = begins + 1


def _end_of_literal(piece: bytes, begins: int) -> int:
    """Return where a literal string is over; parentheses in it are balanced or escaped."""
    depth, at = 0, begins
    while at < len(piece):
        match piece[at]:
            case 0x5C:
                at += 1
            case 0x28:
                depth += 1
            case 0x29:
                depth -= 1
        at += 1
        if depth == 0:
            return at
    return at


def _bytes_of(digits: bytes) -> bytes:
    digits = re.sub(rb"\s", b"", digits)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) % 256])
    return _ESCAPES.get(found[2], found[2])


def _map_of(stream: bytes) -> dict[bytes, str]:
    """Return what each code of a font stands for (ISO 32000-1, 9.10.3)."""
    known: dict[bytes, str] = {}
    for kind, body in _CHARACTERS.findall(stream):
        codes = [_bytes_of(found) for found in _HEX.findall(body)]
        if kind == b"bfchar":
            pairs = zip(codes[::2], codes[1::2], strict=False)
            known |= {code: to.decode("utf-16-be", "ignore") for code, to in pairs}
            continue
        for first, last, to in zip(codes[::3], codes[1::3], codes[2::3], strict=False):
            begins, ends = int.from_bytes(first, "big"), int.from_bytes(last, "big")
            for step in range(min(ends - begins, 255) + 1):
                stands_for = to[:-2] + (int.from_bytes(to[-2:], "big") + step).to_bytes(2, "big")
                code = (begins + step).to_bytes(len(first), "big")
                known[code] = stands_for.decode("utf-16-be", "ignore")
    return known


def _read(codes: bytes, known: dict[bytes, str]) -> str:
    width = len(next(iter(known), b"00"))
    cut = (codes[at : at + width] for at in range(0, len(codes), width))
    return "".join(known.get(code, "") for code in cut)
