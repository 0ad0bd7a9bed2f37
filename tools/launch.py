"""Starts the launcher. Ctrl-C while Python still reads its modules ends it without a traceback."""

import runpy
import signal

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the launcher takes it over
    runpy.run_module("piyakast.launch", run_name="__main__", alter_sys=True)
