"""Where people check doubtful fields beside the page image (contract §4)."""
