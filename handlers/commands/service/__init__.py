"""What salespeople do after the sale: complaints, feedback, revisits, surveys."""
