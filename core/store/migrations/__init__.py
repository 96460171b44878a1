"""The store's history of tables: `upgrade` brings any store to today's."""
