"""What must be made public inside the agency: due dates, secrecy check, posting, proof."""
