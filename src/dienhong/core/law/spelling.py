"""One spelling for words that Vietnamese write in two ways: "uỷ" and "ủy", "hoà" and "hòa"."""

import re

_PAIRS = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_NEW = re.compile(rf"(?<!q)(?:{'|'.join(_PAIRS)})(?!\w)")
_YEARLY = re.compile(r"\bhàng(?=\s+(?:ngày|tuần|tháng|quý|năm)\b)")


def plain(text: str) -> str:
    """Return ``text`` in lower case and one spelling, each letter in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter that has two in lower case stays as it is
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    spelled = _NEW.sub(lambda found: _PAIRS[found[0]], lowered)
    return _YEARLY.sub("hằng", spelled)
