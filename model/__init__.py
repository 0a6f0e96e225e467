"""The world and what happens in it during one month.

See README.md in this folder for the description after ODD+D. Order, columns, parameters and
decisions are tables in the code; documents are generated from them.
"""
