"""The routes: each turns a request into one call of the modules beside, and logs it."""
