"""``dienhong law …``: each command prints what it found and ends with a code of its own."""

import argparse
import os
import sys
from collections.abc import Sequence

from dienhong.site.law import comparing, linting


def main(arguments: Sequence[str]) -> int:
    """Run one command of the law engine and return its exit code."""
    parser = argparse.ArgumentParser(prog="dienhong law", description="Đọc văn bản pháp luật.")
    commands = parser.add_subparsers(required=True, metavar="LỆNH")
    linting.add_to(commands)
    comparing.add_to(commands)
    options = parser.parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our answer has had enough: head, less.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code
