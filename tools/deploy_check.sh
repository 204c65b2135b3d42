#!/bin/sh
# Django's own list of what a server that others reach must have set.
DIENHONG_TLS=1 .venv/bin/dienhong check --deploy --fail-level WARNING
