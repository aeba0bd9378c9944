"""A demonstration of the code service behind the gateway: real HTTP and TLS, invented people, faults on request.

Every answer says that it is one. Needs the extra `gateway` (FastAPI, uvicorn); `process` needs nothing.
"""
