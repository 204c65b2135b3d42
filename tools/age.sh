#!/bin/sh
# Installs Debian's age, by which the tests read our backups, where it may; else names what to do.
command -v age-keygen >/dev/null && exit 0
if [ "$(id -u)" = 0 ]; then asroot=""; elif sudo -n true 2>/dev/null; then asroot="sudo -n"; else asroot=no; fi
if [ "$asroot" != no ] && command -v apt-get >/dev/null; then
  echo "Cài chương trình age của Debian để thử các bản sao lưu"
  $asroot apt-get update -qq && DEBIAN_FRONTEND=noninteractive $asroot apt-get install -y -qq age >/dev/null
fi
command -v age-keygen >/dev/null || echo "Không có age và không được quyền cài: các phép thử sao lưu sẽ hỏng. Cài: sudo apt install age"
exit 0
