"""What an official paper says (Decree 30/2020/NĐ-CP), before anything is drawn."""
