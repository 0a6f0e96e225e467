"""What has come out, as data: a result knows no figure, no table, no sentence."""
