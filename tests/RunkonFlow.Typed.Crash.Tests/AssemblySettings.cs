// These tests measure time and processes: one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
