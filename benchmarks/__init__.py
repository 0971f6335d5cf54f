"""Each figure that Tenir claims, with the command that gives it. Run `make benchmarks`; read benchmarks/README.md."""
