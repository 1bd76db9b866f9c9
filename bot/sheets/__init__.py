"""CSV and XLSX files <-> rows of core/imports.py, with an issue for every row that can't be read."""
