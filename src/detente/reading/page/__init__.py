"""From the text of a page to the article in it: body, title, outlet, author, date, genre."""
