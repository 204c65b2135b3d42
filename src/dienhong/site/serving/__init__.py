"""Being reached: where data lie, by which addresses and certificate, and who serves them."""
