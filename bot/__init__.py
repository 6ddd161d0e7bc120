"""Jobstjernen: a chat assistant that walks a job seeker through small exercises."""
