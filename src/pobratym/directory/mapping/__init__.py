"""Maps drawn by ourselves: distance, projection, borders and a drawing ready to print."""
