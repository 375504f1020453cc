//! Golden records, links, judgements and the runs that made them.
