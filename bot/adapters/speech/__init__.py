"""Speech: one engine behind the `Speech` port, chosen in the settings, with a cache on disk in front of it.

What is unusual here: espeak-ng is a C library with global state that may hang or crash, so it lives in a process of its
own (`worker`), which `process` starts, feeds, times and replaces. Nothing of it is loaded into the web process.
"""
