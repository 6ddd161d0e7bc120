"""The practice phone: a stand-in for the public Bot API over real HTTP, with phones in a browser page."""
