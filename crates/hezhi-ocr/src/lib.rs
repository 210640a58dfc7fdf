//! Reading: a page image becomes text lines with their regions.
