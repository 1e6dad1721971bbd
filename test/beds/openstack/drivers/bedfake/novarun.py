"""Nova loads drivers from the package nova.virt only: add ours to it, then run the real script."""
import os
import runpy
import sys

import nova.cmd  # noqa: F401 (eventlet monkey patching comes first)
import nova.virt

nova.virt.__path__.append(os.path.join(os.path.dirname(__file__), 'virt'))
del sys.argv[:1]
runpy.run_path(sys.argv[0], run_name='__main__')
