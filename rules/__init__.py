"""What the department has decided: pure functions of values, nothing but the standard library."""
