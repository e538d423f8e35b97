"""Text from outside, made safe for the XML of an Office file."""

import re

# What XML 1.0 cannot hold (controls, noncharacters), what is invisible (byte order marks), and
# what turns the reading order of everything after it (embeddings, overrides, isolates).
_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_text(text: str) -> str:
    """Return ``text`` without characters that an Office file cannot hold or that would disguise it.

    Line ends become LF; half of a surrogate pair becomes U+FFFD, so that the loss can be seen.
    """
    if text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    return _LONE_SURROGATE.sub("\ufffd", _DROPPED.sub("", text))
