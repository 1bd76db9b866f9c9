"""The rules of the product: plain data in, plain data out. No await, clock, chance, SQL, Telegram or files."""
