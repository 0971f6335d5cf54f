#!/bin/sh
# Renews the pins of requirements/ from the ranges of pyproject.toml. Needs uv (pip install uv).
set -eu
cd "$(dirname "$0")/.."
pin() { out=$1; shift; uv pip compile pyproject.toml "$@" --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --output-file "requirements/$out.txt"; }
pin base
pin prod --extra prod
pin dev --extra prod --group dev
printf 'hatchling>=1.27\neditables>=0.5\n' | uv pip compile - --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --output-file requirements/build.txt
# Added to the others, for make test-spark: the ranges of the extra, without what the base already pins.
printf 'pyspark>=4.0,<5\npyarrow>=20\n' | uv pip compile - --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --output-file requirements/spark.txt
