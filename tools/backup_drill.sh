#!/bin/sh
# A drill with the real commands: offices backed up encrypted, restored on a bare folder, proven.
set -eu
command -v age-keygen >/dev/null || {
  echo "Thiếu age-keygen: chạy «sudo apt install age» rồi chạy lại." >&2; exit 1; }
dienhong=${DIENHONG:-.venv/bin/dienhong}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir "$place/shelf"
umask 077

DIENHONG_DATA="$place/here" "$dienhong" prepare --demo
age-keygen -o "$place/key" 2>/dev/null
public=$(age-keygen -y "$place/key")
papers=$(for code in mau-a mau-b mau-c; do
  DIENHONG_DATA="$place/here" "$dienhong" --office "$code" journal fingerprint | tail -n 1; done)
DIENHONG_DATA="$place/here" "$dienhong" backup --to "$place/shelf" --recipient "$public" --keep 3

# Another machine, another program: Debian's age opens it, plain Python checks it.
for file in "$place"/shelf/*.age; do
  age -d -i "$place/key" "$file" >"$place/clear.tar"
  "$(dirname "$dienhong")/python" -m dienhong.core.bundle verify "$place/clear.tar"
done

number=0
for file in "$place"/shelf/*.age; do
  number=$((number + 1))
  paper=$(echo "$papers" | sed -n "${number}p")
  DIENHONG_DATA="$place/there" "$dienhong" restore "$file" --identity "$place/key" \
    --fingerprint "$paper"
done
for code in mau-a mau-b mau-c; do
  DIENHONG_DATA="$place/there" "$dienhong" --office "$code" journal verify
done
DIENHONG_DATA="$place/there" "$dienhong" agency list
echo "Diễn tập sao lưu và khôi phục: xong, sổ ghi khớp."
