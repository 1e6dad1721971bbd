"""Swift hard-codes /etc/swift/swift.conf: point it at ours, then run the real script."""
import os
import runpy
import sys

from swift.common import utils

utils.SWIFT_CONF_FILE = os.path.join(sys.argv[1], 'swift.conf')
del sys.argv[:2]
runpy.run_path(sys.argv[0], run_name='__main__')
