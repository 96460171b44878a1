"""The screens: pages and charts, which ask core and know nothing else."""
