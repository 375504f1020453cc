//! With a fracture threshold below that of joining, what is joined stays so through small changes.
