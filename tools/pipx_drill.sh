#!/bin/sh
# Installs the package as a person would, by pipx from a wheel and away from the source; then uses it.
set -eu
cd "$(dirname "$0")/.."
bin=$PWD/${BIN:-.venv/bin}
command -v pipx >/dev/null || { echo "Thiếu pipx: chạy «sudo apt install pipx» rồi chạy lại." >&2; exit 1; }
scratch=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$scratch"
}
trap finish EXIT
mkdir "$scratch/source" "$scratch/home"

echo "[1/4] Đóng gói"
cp -r pyproject.toml README.md LICENSE src "$scratch/source"
rm -rf "$scratch/source/src"/*.egg-info
"$bin/pip" wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w "$scratch" "$scratch/source"
wheel=$(echo "$scratch"/dienhong-*.whl)
"$bin/python" - "$wheel" <<'PYTHON'
import sys, zipfile
from pathlib import Path

packed = set(zipfile.ZipFile(sys.argv[1]).namelist())
source = Path("src")
wanted = {
    path.relative_to(source).as_posix()
    for path in (source / "dienhong").rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}
if missing := sorted(wanted - packed):
    sys.exit(f"Không có trong gói: {', '.join(missing)}")
PYTHON

echo "[2/4] Cài bằng pipx, đúng các bản trong requirements/run.txt"
grep == requirements/run.txt | sed 's/ *\\$//' > "$scratch/pins.txt"
PIPX_HOME=$scratch/pipx PIPX_BIN_DIR=$scratch/bin USE_EMOJI=0 pipx install \
  --python "$("$bin/python" -c 'import sys; print(sys._base_executable)')" \
  --pip-args="--constraint=$scratch/pins.txt --disable-pip-version-check" "$wheel" >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }

echo "[3/4] Chạy như một người mới cài"
port=$("$bin/python" -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
# Nothing of this checkout or its environment reaches the installed program.
alone="env -i HOME=$scratch/home PATH=$scratch/bin:/usr/bin:/bin dienhong"
cd "$scratch/home"
$alone | grep -q "dienhong start"
$alone start --demo --port "$port" >"$scratch/log" 2>&1 &
server=$!
"$scratch/pipx/venvs/dienhong/bin/python" - "$port" <<'PYTHON' || { cat "$scratch/log" >&2; exit 1; }
import sys, time, urllib.request

def page(path):
    with urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}{path}", timeout=20) as answer:
        return answer.read().decode()

until = time.monotonic() + 90
while True:
    try:
        first = page("/")
        break
    except OSError:
        if time.monotonic() > until:
            raise
        time.sleep(0.3)
assert 'href="/mau-a/"' in first, first
assert "Vào thử" in page("/mau-a/dang-nhap/")
assert "--accent" in page("/static/dienhong/dienhong.css")
assert "Mã QR" in page("/mau-a/dia-chi/")
PYTHON
$alone doctor
test -d "$scratch/home/.local/share/dienhong/agencies/mau-a"

echo "[4/4] Dừng"
kill -TERM "$server"
wait "$server" || { echo "Máy chủ không dừng đúng cách." >&2; cat "$scratch/log" >&2; exit 1; }
server=
