"""To be found: what search engines and other sites are told of our pages, and which pages they are kept from."""
