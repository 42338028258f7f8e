"""The fact index: all public claims, quotes and statistics, one list each, by what readers ask for."""
