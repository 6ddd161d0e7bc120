"""The desk: web pages for staff, on the same data and the same policy as the chat."""
