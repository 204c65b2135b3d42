#!/bin/sh
# Runs the command given on PostgreSQL; elsewhere says in a line that only SQLite was tried.
for initdb in /usr/lib/postgresql/*/bin/initdb "$(command -v initdb)"; do
  [ -x "$initdb" ] && { DIENHONG_TEST_DATABASE=postgresql; export DIENHONG_TEST_DATABASE; exec "$@"; }
done
echo "Không có PostgreSQL trên máy này: chỉ thử với SQLite. Muốn thử đủ: sudo apt install postgresql"
[ "${CI:-}" != true ]
