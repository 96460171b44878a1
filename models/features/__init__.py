"""What learners see of a payment: its payee's words, its day, its amount."""
