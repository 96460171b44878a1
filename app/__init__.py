"""The screens: what an owner sees and does in the browser."""
