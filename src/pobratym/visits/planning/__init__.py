"""The planner: from wishes and rules to a programme with its proof; knows no Django."""
