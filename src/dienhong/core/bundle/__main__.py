"""Check a bundle, or take its journal out, with nothing but Python."""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import cast

from dienhong.core.bundle.read import check
from dienhong.core.refusal import Refused

USAGE = "Cách dùng: python -m dienhong.core.bundle verify TỆP"
OK, FAULTY, UNUSABLE = 0, 1, 2


def main(arguments: list[str]) -> int:
    """Run one command; return 0 for whole, 1 for not, 2 when it could not be run."""
    match arguments:
        case ["verify", path]:
            return _verify(Path(path))
    sys.stderr.write(f"{USAGE}\n")
    return UNUSABLE


def _verify(path: Path) -> int:
    try:
        with path.open("rb") as file:
            manifest = check(file)
    except OSError as error:
        sys.stderr.write(f"Không đọc được tệp {path} ({error.strerror}).\n")
        return UNUSABLE
    except Refused as refusal:
        _say(refusal.reason)
        return FAULTY
    head = manifest.head
    _say(f"Gói dữ liệu của: {head.name} ({head.code}), làm lúc {head.made_at}")
    _say(f"{len(head.tables)} bảng, {sum(head.tables.values())} dòng")
    _say(f"{sum(m.name.startswith('files/') for m in manifest.members)} tệp")
    for digest in manifest.missing:
        _say(f"Văn phòng đã mất tệp {digest} khi làm gói")
    _say(f"Sổ ghi nguyên vẹn: {head.size} mục\nDấu sổ: {head.fingerprint}")
    _say("Gói nguyên vẹn.")
    return OK


def _say(line: str) -> None:
    shown = "".join(s if s.isprintable() or s == "\n" else f"<{ord(s):04X}>" for s in line)
    sys.stdout.write(f"{shown}\n")


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        cast("TextIOWrapper", stream).reconfigure(encoding="utf-8")  # Windows pipes are not
    sys.exit(main(sys.argv[1:]))
