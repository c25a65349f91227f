"""The operator of the DAG: runs one job and sorts its exit codes by who must act."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk.exceptions import AirflowException, AirflowFailException

#: A wrong flag or setting (2) and bad data (3) stay wrong however often they are tried.
NOT_RETRIED = {2: "a flag or setting is wrong", 3: "the data breaks an expectation, or what is served differs from the tables"}


#: bin/nightjar of the checkout that this file stands in, unless the worker's NIGHTJAR_COMMAND names another command.
LAUNCHER = Path(__file__).resolve().parents[2] / "bin" / "nightjar"


class NightjarJob(BashOperator):
    """One job for one run date. Exits 2 and 3 fail at once, anything else is retried as the task says."""

    template_fields = (*BashOperator.template_fields, "run_date")

    def __init__(self, *, job: str, run_date: str, **kwargs: Any) -> None:
        self.job = job
        self.run_date = run_date
        super().__init__(
            # NIGHTJAR_COMMAND may be several words (spark-submit with its options), so it is split on purpose, as are the flags.
            bash_command=f"exec ${{NIGHTJAR_COMMAND:-{LAUNCHER}}} {job} --run-date \"$NIGHTJAR_RUN_DATE\" ${{NIGHTJAR_FLAGS:-}}",
            env={"NIGHTJAR_RUN_DATE": run_date},
            append_env=True,
            skip_on_exit_code=None,
            **kwargs,
        )

    def execute(self, context: Any) -> Any:
        try:
            return super().execute(context)
        except AirflowException as error:
            for code, meaning in NOT_RETRIED.items():
                if f"non-zero exit code {code}." in str(error):
                    raise AirflowFailException(f"{self.job} exited {code}: {meaning}. Its log above says what to do.") from error
            raise
