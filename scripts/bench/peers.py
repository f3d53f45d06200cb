"""Roll a wide CSV up to minutes (mean, min, max, count of every column) with pandas or polars, on one thread.

usage: peers.py pandas|polars file.csv; prints one JSON object with seconds, rows, minutes and the version.
"""

import json
import os
import sys
import time

os.environ["POLARS_MAX_THREADS"] = "1"

CHUNK_ROWS = 100_000


def with_pandas(path):
    import pandas as pd

    began = time.perf_counter()
    parts = []
    rows = 0
    for chunk in pd.read_csv(
        path, chunksize=CHUNK_ROWS, parse_dates=["timestamp"], true_values=["t"], false_values=["f"]
    ):
        rows += len(chunk)
        values = chunk.drop(columns="timestamp")
        values = values.replace({"t": 1.0, "f": 0.0}).astype(float)
        minutes = chunk["timestamp"].dt.floor("min")
        parts.append(values.groupby(minutes).agg(["sum", "min", "max", "count"]))
    joined = pd.concat(parts)
    how = {column: {"sum": "sum", "min": "min", "max": "max", "count": "sum"}[column[1]] for column in joined.columns}
    result = joined.groupby(level=0).agg(how)
    return time.perf_counter() - began, rows, len(result), pd.__version__


def with_polars(path):
    import polars as pl

    head = pl.read_csv(path, n_rows=1000)
    booleans = [name for name in head.columns if head[name].dtype == pl.String and name != "timestamp"]
    schema = {name: pl.String if name in booleans or name == "timestamp" else pl.Float64 for name in head.columns}
    began = time.perf_counter()
    columns = [
        (pl.when(pl.col(n) == "t").then(1.0).when(pl.col(n) == "f").then(0.0)).alias(n) if n in booleans else pl.col(n)
        for n in head.columns
        if n != "timestamp"
    ]
    names = [n for n in head.columns if n != "timestamp"]
    aggregates = [getattr(pl.col(n), how)().alias(f"{n}_{how}") for n in names for how in ("mean", "min", "max", "count")]
    result = (
        pl.scan_csv(path, schema=schema)
        .select(pl.col("timestamp").str.slice(0, 16).alias("minute"), *columns)
        .group_by("minute")
        .agg(pl.len().alias("n"), *aggregates)
        .collect(engine="streaming")
    )
    return time.perf_counter() - began, int(result["n"].sum()), result.height, pl.__version__


seconds, rows, minutes, version = {"pandas": with_pandas, "polars": with_polars}[sys.argv[1]](sys.argv[2])
print(json.dumps({"seconds": seconds, "rows": rows, "minutes": minutes, "version": version}))
