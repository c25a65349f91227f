#!/usr/bin/env bash
# Makes the tests' environment and runs them. Where Airflow cannot be installed, says so and ends well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=bin/lib/python.sh
source ../bin/lib/python.sh

make_environment Airflow
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export AIRFLOW_HOME=$home AIRFLOW__CORE__LOAD_EXAMPLES=False AIRFLOW__CORE__DAGS_FOLDER=$PWD/dags
export AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS=True PYTHONPATH=$PWD/dags
.venv/bin/airflow db migrate >"$home/migrate.log" 2>&1 || { tail -20 "$home/migrate.log"; exit 1; }
run_pytest "$@"
