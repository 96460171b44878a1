"""Every sentence and number format, for screens and the command line alike."""
