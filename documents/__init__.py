"""What people read: sentences in their language, documents in the company's layout."""
