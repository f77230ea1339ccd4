"""Audio features of an archive with Apache Spark: a list of files in, Parquet out; what is written is not done again.

    python features.py --list paths.txt --out features.parquet            # this machine
    spark-submit --master yarn … features.py --list … --out …            # a cluster, see README.md
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from math import ceil
from typing import Any

import pandas as pd
import pyarrow.fs
import segue
from pyspark.sql import DataFrame, SparkSession

FILES_A_TASK = 100  # Half a minute of work, and what is lost where a machine goes away.

SPARK_TYPES = {"str": "STRING", "int": "BIGINT", "float": "DOUBLE"}


def schema() -> str:
    """The columns that ``segue analyse`` writes, and why a file has none of the values."""
    kinds = {field.name: field.type.removesuffix(" | None") for field in fields(segue.AudioFeatures)}
    columns = [f"`{name}` {SPARK_TYPES[kinds[name]]}" for name in segue.COLUMNS]
    return ", ".join([*columns, "remarks ARRAY<STRING>", "error STRING"])


def heard(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """A row for each file, in which either the features stand or the error."""
    for batch in batches:
        # Objects, since pandas has no whole numbers that may be missing otherwise.
        yield pd.DataFrame([row(path) for path in batch["file"]], dtype=object)


def row(path: str) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys([*segue.COLUMNS, "remarks", "error"])
    try:
        with at_hand(path) as file:
            features = segue.analyse(file)
        values.update(features.to_dict(), remarks=list(features.remarks))
    except (segue.SegueError, OSError) as error:  # OSError where storage fails.
        values["error"] = str(error)
    return {**values, "file": path}


@contextmanager
def at_hand(path: str) -> Iterator[str]:
    """A file that can be opened: what is told with a scheme, s3://bucket/key for instance, is fetched for as long."""
    scheme, _, rest = path.partition("://")
    if not rest:
        yield path
        return
    host, _, key = rest.partition("/")
    storage, root = pyarrow.fs.FileSystem.from_uri(f"{scheme}://{host}/")
    with tempfile.TemporaryDirectory() as folder, storage.open_input_stream(f"{root.rstrip('/')}/{key}") as source:
        file = os.path.join(folder, os.path.basename(key))
        with open(file, "wb") as target:
            while piece := source.read(1 << 20):
                target.write(piece)
        yield file


def listed(spark: SparkSession, list_file: str) -> DataFrame:
    """The paths in a list, one a line."""
    return spark.read.text(list_file).toDF("file").where("file != ''").distinct()


def run(spark: SparkSession, list_file: str, out: str, files_a_round: int) -> None:
    """Does what is not done yet, in rounds: Spark keeps a round as a whole or not at all."""
    spark.createDataFrame([], schema()).write.mode("append").parquet(out)
    while True:
        done = spark.read.parquet(out).select("file")
        left = listed(spark, list_file).join(done, "file", "left_anti").limit(files_a_round).cache()
        count = left.count()
        if count == 0:
            return
        tasks = left.repartition(ceil(count / FILES_A_TASK))
        tasks.mapInPandas(heard, schema()).write.mode("append").parquet(out)
        left.unpersist()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", required=True, help="a text file of paths, one a line, as every machine sees them")
    parser.add_argument("--out", required=True, help="a folder of Parquet, anywhere where Spark can write")
    parser.add_argument("--round", type=int, default=100_000, help="files that are kept together [100000]")
    arguments = parser.parse_args()
    # Workers take the Python that runs this, unless told another; by themselves they take whatever is called python3.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.appName("audio features").getOrCreate()
    run(spark, arguments.list, arguments.out, arguments.round)
    written = spark.read.parquet(arguments.out)
    print(f"{written.count()} files, {written.where('error IS NOT NULL').count()} of them without features")


if __name__ == "__main__":
    main()
