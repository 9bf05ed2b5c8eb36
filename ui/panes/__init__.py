"""Parts of pages that show our records: those of one event, and what several pages share."""
