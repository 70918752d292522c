"""Speech: engines behind the `Speech` port, one after the other as the settings say, with a cache on disk in front of them.

What is unusual here: espeak-ng is a C library with global state that may hang or crash, so it lives in a process of its
own (`worker`), which `process` starts, feeds, times and replaces. Nothing of it is loaded into the web process.
"""
