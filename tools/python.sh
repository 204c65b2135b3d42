#!/bin/sh
# Says in one sentence what is missing to make the environment, and the cure.
python=$1
command -v "$python" >/dev/null || {
  echo "Thiếu python3: chạy «sudo apt install python3 python3-venv» rồi chạy lại." >&2; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Cần Python 3.11 trở lên; máy này có $("$python" --version). Cài bản mới hơn, rồi chạy: make PYTHON=python3.11 …" >&2; exit 1; }
"$python" -c 'import venv, ensurepip' 2>/dev/null || {
  echo "Thiếu gói python3-venv: chạy «sudo apt install python3-venv» rồi chạy lại." >&2; exit 1; }
