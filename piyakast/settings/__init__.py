"""One module for each way to run: dev, test, prod. All build on base."""
