"""Trains a small classifier three times and writes what each experiment tracker would have kept of it.

Run with python3 and numpy from this folder. It writes mlflow.db and mlflow-wal.db here, and the files of the other
trackers into the folders beside this one. Times are literals, so that only the figures come from the training.
"""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
START_MS = 1772445600000  # 2026-03-02 10:00 UTC
FINISHED = "9f2c41d07be84a6f8d3e5b1c7a90e2f4"
RUNNING = "c3a7e90b52d14f188e6ab94d03f7125c"
DELETED = "1b8d6e4fa07c49d2b35e9f60c8d217aa"
COMMIT = "4e1f0c9a7d35b2861fe09c4ad7b3586210ef9a4c"


def train(seed, epochs, rate):
    """One run: the loss of every fifth step, and what each epoch came to on the validation set."""
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=(1200, 8))
    labels = ((inputs @ rng.normal(size=8) + rng.normal(scale=1.2, size=1200)) > 0).astype(float)
    (train_x, val_x), (train_y, val_y) = (np.split(inputs, [960]), np.split(labels, [960]))
    weights = np.zeros(8)
    predict = lambda x: 1 / (1 + np.exp(-(x @ weights)))
    loss_of = lambda p, y: float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
    steps, ends, step = [], [], 0
    for epoch in range(epochs):
        for at in np.array_split(rng.permutation(960), 20):
            guess = predict(train_x[at])
            gradient = train_x[at].T @ (guess - train_y[at]) / len(at)
            weights -= rate * gradient
            step += 1
            if step % 5 == 0:
                norm = float(np.linalg.norm(gradient))
                steps.append({"epoch": epoch, "step": step, "loss": loss_of(guess, train_y[at]), "norm": norm})
        guess = predict(val_x)
        found, right = guess > 0.5, val_y > 0.5
        hits = int(np.sum(found & right))
        f1 = 2 * hits / (int(np.sum(found)) + int(np.sum(right)))
        accuracy = float(np.mean(found == right))
        ends.append({"epoch": epoch, "step": step, "loss": loss_of(guess, val_y), "acc": accuracy, "f1": f1})
    return steps, ends


SCHEMA = """
CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256) NOT NULL, artifact_location VARCHAR(256),
  lifecycle_stage VARCHAR(32), creation_time BIGINT, last_update_time BIGINT,
  CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), UNIQUE (name),
  CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')));
CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), source_type VARCHAR(20),
  source_name VARCHAR(500), entry_point_name VARCHAR(50), user_id VARCHAR(256), status VARCHAR(9), start_time BIGINT,
  end_time BIGINT, deleted_time BIGINT, source_version VARCHAR(50), lifecycle_stage VARCHAR(20),
  artifact_uri VARCHAR(200), experiment_id INTEGER, CONSTRAINT run_pk PRIMARY KEY (run_uuid),
  CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED')),
  CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')),
  FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id));
CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL,
  run_uuid VARCHAR(32) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, is_nan BOOLEAN DEFAULT '0' NOT NULL,
  CONSTRAINT metric_pk PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan),
  FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), CHECK (is_nan IN (0, 1)));
CREATE TABLE latest_metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT, step BIGINT NOT NULL,
  is_nan BOOLEAN NOT NULL, run_uuid VARCHAR(32) NOT NULL, CONSTRAINT latest_metric_pk PRIMARY KEY (key, run_uuid),
  FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), CHECK (is_nan IN (0, 1)));
CREATE TABLE params (key VARCHAR(250) NOT NULL, value VARCHAR(8000) NOT NULL, run_uuid VARCHAR(32) NOT NULL,
  CONSTRAINT param_pk PRIMARY KEY (key, run_uuid), FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid));
CREATE TABLE tags (key VARCHAR(250) NOT NULL, value VARCHAR(8000), run_uuid VARCHAR(32) NOT NULL,
  CONSTRAINT tag_pk PRIMARY KEY (key, run_uuid), FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid));
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
"""


def insert(db, table, **columns):
    marks = ", ".join("?" for _ in columns)
    db.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", tuple(columns.values()))


def log(db, run, key, points):
    """As MLflow keeps a metric: every point, and the latest one once more. NaN is a zero with a mark."""
    for step, time, value in points:
        nan = value != value
        row = dict(key=key, value=0.0 if nan else value, timestamp=time, run_uuid=run, step=step, is_nan=nan)
        insert(db, "metrics", **row)
    insert(db, "latest_metrics", **row)


def write_database(path, mode, runs):
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA page_size = 1024")
        db.execute(f"PRAGMA journal_mode = {mode}")
        db.executescript(SCHEMA)
        insert(db, "experiments", experiment_id=1, name="sentiment", artifact_location="mlruns/1",
               lifecycle_stage="active", creation_time=START_MS, last_update_time=START_MS)
        for index, (run, name, status, stage, rate, (steps, ends)) in enumerate(runs):
            start = START_MS + index * 3_600_000
            insert(db, "runs", run_uuid=run, name=name, source_type="LOCAL", source_name="train.py",
                   entry_point_name="", user_id="", status=status, start_time=start,
                   end_time=None if status == "RUNNING" else start + 95_000, source_version=COMMIT,
                   lifecycle_stage=stage, artifact_uri=f"mlruns/1/{run}/artifacts", experiment_id=1)
            insert(db, "params", key="learning_rate", value=str(rate), run_uuid=run)
            insert(db, "params", key="optimizer", value="sgd", run_uuid=run)
            insert(db, "tags", key="mlflow.runName", value=name, run_uuid=run)
            insert(db, "tags", key="mlflow.source.git.commit", value=COMMIT, run_uuid=run)
            insert(db, "tags", key="mlflow.source.name", value="train.py", run_uuid=run)
            log(db, run, "train/loss", [(s["step"], start + s["step"], s["loss"]) for s in steps])
            log(db, run, "val/acc", [(e["step"], start + e["step"], e["acc"]) for e in ends])
            log(db, run, "val/loss", [(e["step"], start + e["step"], e["loss"]) for e in ends])
        log(db, RUNNING, "grad_scale", [(5, START_MS, 1.0), (10, START_MS + 1, float("nan"))])
        db.commit()


def write_text(name, text):
    path = HERE.parent / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def write_json(name, value, **how):
    write_text(name, json.dumps(value, **how) + "\n")


def write_mlflow_files(steps, ends):
    lines = {
        "train_loss": [(s["step"], s["loss"]) for s in steps],
        "val/acc": [(e["step"], e["acc"]) for e in ends],
    }
    for name, points in lines.items():
        text = "".join(f"{START_MS + step} {value} {step}\n" for step, value in points)
        write_text(f"mlflow-metric/mlruns/1/{FINISHED}/metrics/{name}", text)


def write_lightning(steps, ends):
    path = HERE.parent / "lightning/lightning_logs/version_0/metrics.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["epoch", "step", "train_loss", "val_acc", "val_loss"])
        writer.writeheader()
        for end in ends:
            for s in steps:
                if s["epoch"] == end["epoch"]:
                    writer.writerow({"epoch": s["epoch"], "step": s["step"] - 1, "train_loss": s["loss"]})
            row = {"epoch": end["epoch"], "step": end["step"] - 1, "val_acc": end["acc"], "val_loss": end["loss"]}
            writer.writerow(row)


def write_trainer(steps, ends):
    measured = {"eval_runtime": 0.0214, "eval_samples_per_second": 11214.953, "eval_steps_per_second": 1401.869}
    rows = []
    for end in ends:
        for s in steps:
            if s["epoch"] == end["epoch"]:
                rows.append({"epoch": s["step"] / 20, "grad_norm": s["norm"], "learning_rate": 0.3 * (1 - s["step"] / 100),
                             "loss": round(s["loss"], 4), "step": s["step"]})
        rows.append({"epoch": end["epoch"] + 1.0, "eval_accuracy": end["acc"], "eval_f1": end["f1"],
                     "eval_loss": end["loss"], **measured, "step": end["step"]})
    mean_loss = sum(s["loss"] for s in steps) / len(steps)
    trained = {"total_flos": 1534771200.0, "train_loss": mean_loss, "train_runtime": 95.2184,
               "train_samples_per_second": 50.41, "train_steps_per_second": 1.05}
    best = max(ends, key=lambda end: end["acc"])
    write_json("hf-trainer/trainer_state.json", {
        "best_metric": best["acc"], "best_model_checkpoint": f"out/checkpoint-{best['step']}", "epoch": 5.0,
        "eval_steps": 500, "global_step": 100, "is_hyper_param_search": False, "is_local_process_zero": True,
        "is_world_process_zero": True, "log_history": [*rows, {"epoch": 5.0, "step": 100, **trained}],
        "logging_steps": 5, "max_steps": 100, "num_input_tokens_seen": 0, "num_train_epochs": 5, "save_steps": 500,
        "total_flos": 1534771200.0, "train_batch_size": 48, "trial_name": None, "trial_params": None,
    }, indent=2)
    last = ends[-1]
    evaluated = {"epoch": 5.0, "eval_accuracy": last["acc"], "eval_f1": last["f1"], "eval_loss": last["loss"],
                 **measured, "eval_samples": 240}
    write_json("hf-trainer/eval_results.json", evaluated, indent=4, sort_keys=True)
    write_json("hf-trainer/all_results.json", {**evaluated, **trained, "train_samples": 960}, indent=4, sort_keys=True)


def write_wandb(steps, ends):
    last = ends[-1]
    write_json("wandb/run-20260302_100000-k3v9q2xa/files/wandb-summary.json", {
        "_runtime": 95.218437, "_step": 99, "_timestamp": START_MS / 1000 + 95.2, "_wandb": {"runtime": 95},
        "epoch": 4, "train/loss": steps[-1]["loss"], "val/acc": last["acc"],
        "val/f1.macro": {"max": max(end["f1"] for end in ends), "min": min(end["f1"] for end in ends)},
        "val/loss": last["loss"], "grad_scale": "NaN",
        "gradients/weights": {"_type": "histogram", "bins": [-1, 0, 1], "values": [3, 5]},
        "samples": {"_type": "images/separated", "count": 4, "height": 28, "width": 28},
    })


def write_dvc(steps, ends):
    last = ends[-1]
    values = {"train": {"loss": steps[-1]["loss"]}, "val": {"accuracy": last["acc"], "f1": last["f1"], "loss": last["loss"]}}
    write_json("dvc/dvclive/metrics.json", {**values, "step": 4}, indent=4)
    write_text("dvc/metrics.yaml", "".join(
        f"{part}:\n" + "".join(f"  {name}: {value}\n" for name, value in of.items()) for part, of in values.items()))
    write_text("dvc/metrics.toml", "".join(
        f"[{part}]\n" + "".join(f"{name} = {value}\n" for name, value in of.items()) for part, of in values.items()))


def main():
    finished = train(7, 5, 0.3)
    runs = [
        (FINISHED, "calm-heron-12", "FINISHED", "active", 0.3, finished),
        (DELETED, "first-try", "FAILED", "deleted", 3.0, train(8, 1, 3.0)),
        (RUNNING, "bright-fox-40", "RUNNING", "active", 0.05, train(9, 2, 0.05)),
    ]
    write_database(HERE / "mlflow.db", "DELETE", runs)
    write_database(HERE / "mlflow-wal.db", "WAL", runs)
    for write in [write_mlflow_files, write_lightning, write_trainer, write_wandb, write_dvc]:
        write(*finished)


main()
