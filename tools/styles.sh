#!/usr/bin/env bash
# Joins the stylesheets into build/styles.css: one request instead of fifteen, and they compress
# better together. Remarks and indents stay behind. tokens.css names the layers and so comes first; the layers make the rest of the
# order harmless.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p build
find assets/styles -name '*.css' ! -name tokens.css | LC_ALL=C sort |
  xargs cat assets/styles/tokens.css |
  sed -E 's@/\*[^*]*\*/@@g; s@^ +@@; /^$/d' >build/styles.css.new
# Left alone when nothing has changed, so that nothing is built again.
if cmp -s build/styles.css.new build/styles.css; then
  rm build/styles.css.new
else
  mv build/styles.css.new build/styles.css
fi
