"""Tests of what can be wrong with a flow, each kind of fault in a module of its own."""
