#!/bin/sh
# Checks every page of a built site with the Nu Html Checker; no error and no warning is let through.
# It finds the checker as the command `vnu`, or as the file that VNU names.
# Use: tools/validate-html.sh FOLDER
set -eu
site=$1
if command -v vnu >/dev/null 2>&1; then
    set -- vnu
elif [ -f "${VNU:-}" ] && command -v java >/dev/null 2>&1; then
    set -- java -jar "$VNU"
else
    echo "Please install Java and the Nu Html Checker (https://validator.github.io/validator/) first, and say where its file is: make validate-html VNU=/folder/vnu.jar" >&2
    exit 1
fi
"$@" --skip-non-html --Werror "$site"
echo "$site: every page is valid HTML."
