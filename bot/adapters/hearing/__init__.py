"""Hearing: a recogniser behind the `Hearing` port, in a process and an environment of its own (docs/adr/0024).

`worker` and `sound` run in `.venv-voice` and import nothing that is not there; the rest runs in the web application.
"""
