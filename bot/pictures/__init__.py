"""Pictures: the star, the goal stair, and how a drawing becomes a PNG or a page of a PDF."""
