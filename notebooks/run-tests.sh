#!/usr/bin/env bash
# Makes the notebooks' environment and runs their tests. Where it cannot be installed, says so and ends well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

skip() {
  echo "SKIPPED notebooks: $1"
  exit 0
}

# Counted together with the other reports when the launcher asks for them.
reports=()
[[ -z "${NIGHTJAR_TEST_REPORTS:-}" ]] || reports=("--junitxml=$NIGHTJAR_TEST_REPORTS/TEST-notebooks.xml")

command -v python3 >/dev/null || skip "there is no python3"
stamp=.venv/installed-$(sha256sum requirements.txt | cut -c1-16)
if [[ ! -e $stamp ]]; then
  rm -rf .venv
  python3 -m venv .venv 2>/dev/null || skip "python3 cannot make a virtual environment (python3-venv is missing)"
  .venv/bin/pip -q install uv || skip "uv could not be installed"
  .venv/bin/uv pip install -q --python .venv/bin/python -r requirements.txt || skip "delta-rs and Jupyter could not be installed"
  touch "$stamp"
fi
exec .venv/bin/python -m pytest -q -rs "${reports[@]}" tests "$@"
