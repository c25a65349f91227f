# shellcheck shell=bash
# The environment of a folder's Python tests: made once for each requirements.txt, in .venv beside it. Sourced by run-tests.sh.

# skip REASON: ends well; the launcher counts it as a skipped test.
skip() {
  echo "SKIPPED $(basename "$PWD"): $1"
  exit 0
}

# make_environment WHAT: installs requirements.txt, or skips because WHAT could not be installed.
make_environment() {
  local stamp
  command -v python3 >/dev/null || skip "there is no python3"
  stamp=.venv/installed-$(sha256sum requirements.txt | cut -c1-16)
  [[ ! -e $stamp ]] || return 0
  rm -rf .venv
  python3 -m venv .venv 2>/dev/null || skip "python3 cannot make a virtual environment (python3-venv is missing)"
  .venv/bin/pip -q install uv || skip "uv could not be installed"
  .venv/bin/uv pip install -q --python .venv/bin/python -r requirements.txt || skip "$1 could not be installed"
  touch "$stamp"
}

# run_pytest ARGS...: the tests, counted together with the launcher's other reports when it asks for them.
run_pytest() {
  local reports=()
  [[ -z "${NIGHTJAR_TEST_REPORTS:-}" ]] || reports=("--junitxml=$NIGHTJAR_TEST_REPORTS/TEST-$(basename "$PWD").xml")
  .venv/bin/python -m pytest -q -rs "${reports[@]}" tests "$@"
}
