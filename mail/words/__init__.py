"""Word tables: what letters say, in the languages of the trade. Data without logic."""
