"""From what the user names to decoded, English text: files, folders, addresses, HTML."""
