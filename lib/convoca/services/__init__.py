"""What a person does: use cases, their ports and the read models. May import scheduling, rules, domain."""
