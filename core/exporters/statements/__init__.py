"""Bank statements in the formats that banks hand out; every writer is `write(statement) -> bytes`."""
