"""What is run by hand when the source changes: `make messages`, `make config-doc`."""
