"""Which agency's database this request uses: create offices, choose one, keep them apart."""
