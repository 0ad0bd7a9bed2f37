"""HTTP to servers of this machine, which speak it plainly: no certificate authorities are read, which takes longer than to ask."""

import ssl
from functools import partial

import httpx

PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

get = partial(httpx.get, verify=PLAIN, trust_env=False)
post = partial(httpx.post, verify=PLAIN, trust_env=False)
put = partial(httpx.put, verify=PLAIN, trust_env=False)
