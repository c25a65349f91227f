#!/usr/bin/env bash
# Makes the tests' environment and runs them. Where Airflow cannot be installed, says so and ends well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

skip() {
  echo "SKIPPED airflow-dags: $1"
  exit 0
}

# Counted together with the other reports when the launcher asks for them.
reports=()
[[ -z "${NIGHTJAR_TEST_REPORTS:-}" ]] || reports=("--junitxml=$NIGHTJAR_TEST_REPORTS/TEST-airflow.xml")

command -v python3 >/dev/null || skip "there is no python3"
stamp=.venv/installed-$(sha256sum requirements.txt | cut -c1-16)
if [[ ! -e $stamp ]]; then
  rm -rf .venv
  python3 -m venv .venv 2>/dev/null || skip "python3 cannot make a virtual environment (python3-venv is missing)"
  .venv/bin/pip -q install uv || skip "uv could not be installed"
  .venv/bin/uv pip install -q --python .venv/bin/python -r requirements.txt || skip "Airflow could not be installed"
  touch "$stamp"
fi

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export AIRFLOW_HOME=$home AIRFLOW__CORE__LOAD_EXAMPLES=False AIRFLOW__CORE__DAGS_FOLDER=$PWD/dags
export AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS=True PYTHONPATH=$PWD/dags
.venv/bin/airflow db migrate >"$home/migrate.log" 2>&1 || { tail -20 "$home/migrate.log"; exit 1; }
exec_status=0
.venv/bin/python -m pytest -q -rs "${reports[@]}" tests "$@" || exec_status=$?
exit "$exec_status"
