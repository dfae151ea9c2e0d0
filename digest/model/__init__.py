"""What flows between the stages: frozen records, and nothing that acts."""
