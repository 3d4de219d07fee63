"""The command line: parse, call one verb of the workflow, print. `--json` prints the shapes that scripts lean on."""
