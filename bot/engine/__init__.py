"""The functional core: what a flow is, and how one turn of a conversation runs."""
