#!/bin/sh
# Makes sure that the programs and libraries which do not come from Python are there.
# As root on Debian or Ubuntu it installs what is missing; otherwise it says in one sentence what to install.
# Use: tools/system-packages.sh build|test
set -eu

missing=""
need() { # PACKAGE COMMAND…: note the package when the command fails
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
library() { ldconfig -p | grep -q "$1"; }

PATH="$PATH:/sbin:/usr/sbin"
need python3-venv "${PYTHON:-python3}" -c 'import ensurepip, venv'
need libpango-1.0-0 library 'libpango-1.0.so.0'
need libpangoft2-1.0-0 library 'libpangoft2-1.0.so.0'
need libharfbuzz-subset0 library 'libharfbuzz-subset.so.0'
if [ "${1:-build}" = test ]; then
    need chromium command -v chromium
    need poppler-utils command -v pdftotext
    need zbar-tools command -v zbarimg
    need qpdf command -v qpdf
    need git command -v git
fi

[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing:$missing"
    apt-get update -qq
    # shellcheck disable=SC2086 # a list of packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Please install these system packages first, on Debian or Ubuntu with: sudo apt-get install$missing" >&2
    exit 1
fi
